// SPDX-License-Identifier: GPL-2.0-only
/* What is said of a defect: the word for machines, the sentence for people. */
#include "image-tests.h"
#include "tap.h"

static bool is_word(const char *word)
{
	return *word && strspn(word, "abcdefghijklmnopqrstuvwxyz-") ==
			strlen(word);
}

static void test_code_words(void)
{
	u32 code, other, bad = 0, same = 0;

	for (code = 0; code < KSA_CODE_COUNT; code++) {
		bad += !is_word(ksa_code_word(code));
		for (other = 0; other < code; other++)
			same += !strcmp(ksa_code_word(code),
					ksa_code_word(other));
	}
	tap_ok(!bad, "every code has a word of lower-case letters and hyphens");
	tap_ok(!same, "no two codes share one");
	tap_ok(!strcmp(ksa_code_word(KSA_OK), "ok") &&
	       !strcmp(ksa_code_word(KSA_ERR_CRC), "crc"), "the ends' words");
	tap_ok(!strcmp(ksa_code_word(KSA_CODE_COUNT), "unknown"),
	       "what is no code is called unknown");
}

/* The cases in the table are named after ksa(5)'s words, not after the enum. */
static void test_case_words(void)
{
	size_t len;
	u32 i, wrong = 0;

	for (i = 0; i < defect_count; i++) {
		const char *word = ksa_code_word(defects[i].fault.code);

		len = strlen(word);
		if (strncmp(defects[i].name, word, len) ||
		    defects[i].name[len] != ':')
			wrong++;
	}
	tap_ok(!wrong, "each defect's word is the one it is known by");
}

static void test_sentences(void)
{
	static const struct {
		struct ksa_fault fault;
		const char *due;
	} cases[] = {
		{ { KSA_ERR_ALIGN, 0, 0, 3 },
		  "address of the image modulo 8 at byte 0: expected 0, found 3" },
		{ { KSA_ERR_MAGIC, 0, 0x89, 0x09 },
		  "byte of the magic number at byte 0: expected 0x89, found 0x09" },
		{ { KSA_ERR_NODE_COUNT, 28, 2, 1 },
		  "number of nodes at byte 28: expected 2 to 1048576, found 1" },
		{ { KSA_ERR_ORPHAN, 264, 0, 10 },
		  "node outside every directory at byte 264: expected none, found node 10" },
		{ { KSA_ERR_TRAILER, 376, 376, 384 },
		  "offset of the trailer at byte 376: expected 376, found 384" },
		{ { KSA_ERR_CRC, 376, 0x6d28f2bd, 0xfe0cc7 },
		  "CRC-32 of the image at byte 376: expected 0x6d28f2bd, found 0xfe0cc7" },
	};
	char said[KSA_DESCRIPTION_MAX];
	u32 i;

	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		ksa_fault_describe(&cases[i].fault, said, sizeof(said));
		if (!tap_ok(!strcmp(said, cases[i].due), "%s", cases[i].due))
			tap_note("said: %s", said);
	}
}

/* That a sentence fits, and says where, what and that something was due. */
static bool is_sentence(const struct ksa_fault *fault)
{
	char said[KSA_DESCRIPTION_MAX], place[64];
	int len = ksa_fault_describe(fault, said, sizeof(said));

	snprintf(place, sizeof(place), " at byte %u: expected ", fault->offset);
	return len > 0 && (size_t)len < sizeof(said) &&
	       (size_t)len == strlen(said) && strstr(said, place) &&
	       strstr(said, ", found ") && !strstr(said, "(null)") &&
	       said[len - 1] != '.' && !strchr(said, '\n');
}

static void test_every_sentence(void)
{
	static const char whole[] =
		"image at byte 0: expected a whole one, found 0";
	struct ksa_fault none = { KSA_OK, 0, 0, 0 };
	char said[8];
	u32 code, bad = 0;

	for (code = 0; code < KSA_CODE_COUNT; code++)
		bad += !is_sentence(&(struct ksa_fault)
			{ code, 0xffffffff, 0xffffffff, 0xffffffff });
	tap_ok(!bad, "the longest sentence of every code fits");
	tap_ok(ksa_fault_describe(&none, said, sizeof(said)) ==
	       sizeof(whole) - 1 && !strcmp(said, "image a"),
	       "one that does not fit is cut, and its length said");
}

void test_words(void)
{
	test_code_words();
	test_case_words();
	test_sentences();
	test_every_sentence();
}
