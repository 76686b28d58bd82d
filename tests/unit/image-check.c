// SPDX-License-Identifier: GPL-2.0-only
/* Which images ksa_check() and ksa_crc_check() refuse, and which not. */
#include <stdlib.h>

#include "image-tests.h"
#include "tap.h"

static void note_fault(const char *what, const struct ksa_fault *fault)
{
	tap_note("%s %s at %u, expected %u, found %u", what,
		 ksa_code_word(fault->code), fault->offset, fault->expected,
		 fault->found);
}

static bool same_fault(const struct ksa_fault *a, const struct ksa_fault *b)
{
	return a->code == b->code && a->offset == b->offset &&
	       a->expected == b->expected && a->found == b->found;
}

static void expect_fault(const char *name, const struct ksa_fault *due,
			 const struct ksa_fault *given)
{
	if (tap_ok(same_fault(due, given), "%s", name))
		return;
	note_fault("due:  ", due);
	note_fault("given:", given);
}

static void test_defect(const struct defect *defect)
{
	u8 room[DEFECT_ROOM];
	u32 size = defect_build(defect, room, sizeof(room));
	u8 *image = exactly(room, size);
	struct ksa_fault fault;
	struct ksa ksa;

	check_all(&ksa, image, size, &fault);
	expect_fault(defect->name, &defect->fault, &fault);
	free(image);
}

/* That the table has a case for every code which an image's bytes can get. */
static void test_coverage(void)
{
	bool met[KSA_CODE_COUNT] = {
		[KSA_OK] = true, [KSA_ERR_ALIGN] = true,
		[KSA_ERR_SHORT] = true, [KSA_ERR_LONG] = true,
	};
	u32 i, missing = 0;

	for (i = 0; i < defect_count; i++)
		met[defects[i].fault.code] = true;
	for (i = 0; i < KSA_CODE_COUNT; i++)
		missing += !met[i];
	tap_ok(!missing, "every code occurs in the table of defects");
	for (i = 0; i < KSA_CODE_COUNT; i++)
		if (!met[i])
			tap_note("%s does not", ksa_code_word(i));
}

static void test_misaligned(void)
{
	struct ksa_fault due = { KSA_ERR_ALIGN, 0, 0, 0 }, fault;
	u32 size, i, wrong = 0;
	u8 *image = built(&sound_plan, &size), *moved;
	struct ksa ksa;

	for (i = 1; i < 8; i++) {
		moved = malloc(size + i);
		memcpy(moved + i, image, size);
		ksa_check(&ksa, moved + i, size, &fault);
		due.found = i;
		wrong += !same_fault(&due, &fault);
		free(moved);
	}
	tap_ok(!wrong, "align: 1 to 7 bytes off");
	free(image);
}

static void test_short(void)
{
	struct ksa_fault due = { KSA_ERR_SHORT, 0, 64, 0 }, fault;
	u32 size, i, wrong = 0;
	u8 *image = built(&sound_plan, &size), *cut;
	struct ksa ksa;

	for (i = 0; i < 64; i++) {
		cut = exactly(image, i);
		ksa_check(&ksa, cut, i, &fault);
		due.found = i;
		wrong += !same_fault(&due, &fault);
		free(cut);
	}
	tap_ok(!wrong, "short: 0 to 63 bytes");
	free(image);
}

/* The size is refused before a byte is read, so there need be none. */
static void test_long(void)
{
	struct ksa_fault due = { KSA_ERR_LONG, 0, 67108864, 67108865 }, fault;
	void *nothing = malloc(0);
	struct ksa ksa;

	ksa_check(&ksa, nothing, 67108865, &fault);
	expect_fault("long: a byte more than 64 MiB", &due, &fault);
	ksa_check(&ksa, nothing, SIZE_MAX, &fault);
	due.found = 0xffffffff;
	expect_fault("long: more than a u32 holds", &due, &fault);
	free(nothing);
}

void test_refusals(void)
{
	u32 i;

	for (i = 0; i < defect_count; i++)
		test_defect(&defects[i]);
	test_coverage();
	test_misaligned();
	test_short();
	test_long();
}

static bool refused(const u8 *image, u32 size)
{
	struct ksa_fault fault;
	struct ksa ksa;

	return check_all(&ksa, image, size, &fault) != KSA_OK;
}

static void test_bit_flips(void)
{
	u32 size, bit, kept = 0;
	u8 *image = built(&sound_plan, &size);

	for (bit = 0; bit < 8 * size; bit++) {
		image[bit / 8] ^= 1 << bit % 8;
		kept += !refused(image, size);
		image[bit / 8] ^= 1 << bit % 8;
	}
	tap_ok(!kept, "each of %u single-bit flips is refused", 8 * size);
	tap_ok(!refused(image, size), "and the image without one is not");
	free(image);
}

static void test_truncations(void)
{
	u32 size, left, kept = 0;
	u8 *image = built(&sound_plan, &size), *cut;

	for (left = 0; left < size; left++) {
		cut = exactly(image, left);
		kept += !refused(cut, left);
		free(cut);
	}
	tap_ok(!kept, "each of %u truncations is refused", size);
	free(image);
}

static void test_forged_truncations(void)
{
	u32 size, left, kept = 0;
	u8 *image = built(&sound_plan, &size), *cut;

	for (left = HEADER_LEN; left < size; left++) {
		cut = exactly(image, left);
		put_number(cut, SIZE_AT, 4, left);
		mend_crc(cut, left);
		kept += !refused(cut, left);
		free(cut);
	}
	tap_ok(!kept, "and so are those with size and CRC mended");
	free(image);
}

static void test_appended(void)
{
	u32 size, more, kept = 0;
	u8 *image = built(&sound_plan, &size), *longer;

	for (more = 1; more <= 64; more++) {
		longer = calloc(1, size + more);
		memcpy(longer, image, size);
		kept += !refused(longer, size + more);
		put_number(longer, SIZE_AT, 4, size + more);
		mend_crc(longer, size + more);
		kept += !refused(longer, size + more);
		free(longer);
	}
	tap_ok(!kept, "appended zeros are refused, size and CRC mended or not");
	free(image);
}

/* Whether ksa(5) leaves a byte of the sound image any choice. */
static bool has_choice(const struct ksa *ksa, u32 offset)
{
	u32 names = (const u8 *)ksa->names - (const u8 *)ksa->header;
	u32 data = ksa->data - (const u8 *)ksa->header, i;
	struct ksa_node node;

	for (i = 0; i < ksa->node_count; i++) {
		ksa_node(ksa, i, &node);
		if (node.type == KSA_LINK && offset == FIRST_AT(i))
			return true;
	}
	return (offset >= MINOR_AT && offset < HEADER_LEN_AT) ||
	       (offset > names && offset < names + ksa->names_len) ||
	       (offset >= data && offset < data + ksa->data_len);
}

/* Every value of every byte, with the CRC mended. */
static void test_bytes(void)
{
	struct ksa_fault fault;
	struct ksa sound, ksa;
	u8 *image = opened(&sound_plan, &sound), *changed;
	u32 size = sound.size, offset, value, kept = 0, lost = 0;

	changed = exactly(image, size);
	for (offset = 0; offset < size - TRAILER_LEN; offset++) {
		for (value = 0; value < 256; value++) {
			changed[offset] = (u8)value;
			mend_crc(changed, size);
			if (check_all(&ksa, changed, size, &fault))
				continue;
			kept += value != image[offset] &&
				!has_choice(&sound, offset);
			lost += walk_all(&ksa) != ksa.node_count;
		}
		changed[offset] = image[offset];
	}
	tap_ok(!kept, "a changed byte is accepted only where there is a choice");
	tap_ok(!lost, "what is accepted can be walked, every node of it");
	free(changed);
	free(image);
}

void test_damage(void)
{
	test_bit_flips();
	test_truncations();
	test_forged_truncations();
	test_appended();
	test_bytes();
}

static void expect_sound(const struct plan *plan, const char *name)
{
	static const struct ksa_fault none;
	struct ksa_fault fault = { KSA_ERR_CRC, 1, 1, 1 };
	struct ksa ksa;
	u32 size;
	u8 *image = built(plan, &size);

	if (check_all(&ksa, image, size, &fault) == KSA_OK)
		tap_ok(walk_all(&ksa) == plan->count, "accepted: %s", name);
	else
		expect_fault(name, &none, &fault);
	free(image);
}

/* The fault of an earlier image is not to be taken for one of this. */
static void test_no_fault(const struct ksa *ksa, const u8 *image)
{
	static const struct ksa_fault none;
	struct ksa_fault fault = { KSA_ERR_SIZE, 1, 1, 1 };
	struct ksa again;

	ksa_check(&again, image, ksa->size, &fault);
	expect_fault("ksa_check() leaves no fault", &none, &fault);
	fault = (struct ksa_fault){ KSA_ERR_CRC, 1, 1, 1 };
	ksa_crc_check(ksa, &fault);
	expect_fault("ksa_crc_check() leaves no fault", &none, &fault);
}

static void test_minor(void)
{
	struct ksa_fault fault;
	struct ksa ksa;
	u32 size;
	u8 *image = built(&sound_plan, &size);

	put_number(image, MINOR_AT, 2, 0xffff);
	mend_crc(image, size);
	if (tap_ok(!check_all(&ksa, image, size, &fault),
		   "accepted: any minor version"))
		test_no_fault(&ksa, image);
	tap_ok(ksa_crc(&ksa) == ksa_env_crc32(image, size - TRAILER_LEN),
	       "the CRC it carries");
	free(image);
}

void test_acceptance(void)
{
	static const struct plan_node letters[] = {
		A_DIR(0, ""), A_DIR(0, "0._-"), A_DIR(0, "9..--__"),
		A_DIR(0, "A-Z"), A_DIR(0, "Z.9"), A_DIR(0, "a"),
		A_DIR(0, "z0123456789ABCXYZabcxyz"),
	};
	static const struct plan_node images[] = {
		A_DIR(0, ""), A_DIR(0, "imag"), A_DIR(0, "image.d"),
		A_FILE(1, "image", "1"), A_LINK(2, "image", 1),
	};
	static const struct plan_node cousins[] = {
		A_DIR(0, ""), A_DIR(0, "a"), A_DIR(0, "b"), A_DIR(0, "c"),
		A_FILE(1, "same", "1"), A_FILE(2, "same", "2"),
		A_FILE(3, "early", "3"),
	};
	static const struct plan_node links[] = {
		A_DIR(0, ""), A_LINK(0, "above", 3), A_DIR(0, "dir"),
		A_DIR(0, "empty"), A_DIR(2, "in"), A_LINK(2, "to-in", 4),
		A_LINK(4, "beside", 7), A_DIR(4, "empty"),
	};

	expect_sound(&sound_plan, "the sound image");
	expect_sound(&(struct plan){ letters, ARRAY_SIZE(letters) },
		     "names of all bytes that may be");
	expect_sound(&(struct plan){ images, ARRAY_SIZE(images) },
		     "`image' below the root, and names that begin with it");
	expect_sound(&(struct plan){ cousins, ARRAY_SIZE(cousins) },
		     "the same or an earlier name in the next directory");
	expect_sound(&(struct plan){ links, ARRAY_SIZE(links) },
		     "links to an empty directory, a sibling, a child's child");
	test_minor();
}
