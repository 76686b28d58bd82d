// SPDX-License-Identifier: GPL-2.0-only
/*
 * .xz and .zst, told by how they begin and not by their names.
 */
#include <lzma.h>
#include <zstd.h>

#include "fail.h"
#include "intake.h"

#include "decompress.h"

static const struct {
	const char *name;
	struct text magic;
} formats[] = {
	[COMPRESSION_XZ] = { "xz", { "\375" "7zXZ\0", 6 } },
	[COMPRESSION_ZSTD] = { "zstd", { "\050\265\057\375", 4 } },
};

/**
 * compression_of() - what bytes are packed with
 * @bytes: the bytes
 *
 * Return: the compression that they begin like.
 */
enum compression compression_of(struct text bytes)
{
	if (text_begins(bytes, formats[COMPRESSION_XZ].magic))
		return COMPRESSION_XZ;
	if (text_begins(bytes, formats[COMPRESSION_ZSTD].magic))
		return COMPRESSION_ZSTD;
	return COMPRESSION_NONE;
}

/**
 * compression_name() - what a compression is called
 * @compression: one
 *
 * Return: its name; "none" for COMPRESSION_NONE.
 */
const char *compression_name(enum compression compression)
{
	return compression == COMPRESSION_NONE ? "none"
					       : formats[compression].name;
}

__attribute__((noreturn))
static void fail_broken(enum compression compression, const char *name,
			const char *found)
{
	fail(FAIL_NO_IMAGE, "%s: expected whole %s data, found some that %s", name,
	     compression_name(compression), found);
}

static const char *xz_complaint(lzma_ret result)
{
	switch (result) {
	case LZMA_BUF_ERROR:
		return "end in the middle";
	case LZMA_MEMLIMIT_ERROR:
		return "take too much memory to unpack";
	case LZMA_OPTIONS_ERROR:
		return "use a feature that liblzma does not know";
	case LZMA_FORMAT_ERROR:
		return "are followed by something else";
	default:
		return "are damaged";
	}
}

static void unpack_xz(struct text packed, struct buffer *whole,
		      const char *name)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_ret result = lzma_stream_decoder(&stream, INTAKE_MAX,
					      LZMA_CONCATENATED);

	stream.next_in = (const uint8_t *)packed.at;
	stream.avail_in = packed.len;
	while (result == LZMA_OK) {
		intake_make_room(whole, name);
		stream.next_out = (uint8_t *)whole->at + whole->len;
		stream.avail_out = whole->room - whole->len;
		result = lzma_code(&stream, LZMA_FINISH);
		whole->len = whole->room - stream.avail_out;
	}
	lzma_end(&stream);
	if (result == LZMA_MEM_ERROR)
		die("out of memory for liblzma");
	if (result != LZMA_STREAM_END)
		fail_broken(COMPRESSION_XZ, name, xz_complaint(result));
}

/* zstd's own limit on the memory of its window is 128 MiB. */
static void unpack_zstd(struct text packed, struct buffer *whole,
			const char *name)
{
	ZSTD_DCtx *context = ZSTD_createDCtx();
	ZSTD_inBuffer in = { packed.at, packed.len, 0 };
	ZSTD_outBuffer out;
	size_t result;

	if (!context)
		die("out of memory for libzstd");
	do {
		intake_make_room(whole, name);
		out = (ZSTD_outBuffer){ whole->at, whole->room, whole->len };
		result = ZSTD_decompressStream(context, &out, &in);
		whole->len = out.pos;
	} while (!ZSTD_isError(result) &&
		 (in.pos < in.size || out.pos == out.size));
	ZSTD_freeDCtx(context);
	if (ZSTD_isError(result))
		fail_broken(COMPRESSION_ZSTD, name, "are damaged");
	if (result)
		fail_broken(COMPRESSION_ZSTD, name, "end in the middle");
}

/**
 * decompress() - unpack bytes
 * @packed: the bytes
 * @compression: what with, and not COMPRESSION_NONE
 * @name: where they come from, for messages
 *
 * Return: what was packed, for the caller to free(). Ends the program on
 * errors.
 */
struct text decompress(struct text packed, enum compression compression,
		       const char *name)
{
	struct buffer whole = { 0 };

	if (compression == COMPRESSION_XZ)
		unpack_xz(packed, &whole, name);
	else
		unpack_zstd(packed, &whole, name);
	return buffer_text(&whole);
}
