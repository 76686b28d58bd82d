// SPDX-License-Identifier: GPL-2.0-only
/*
 * Memory, by how long it is needed: arenas and growing buffers.
 */
#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "die.h"
#include "memory.h"

#define CHUNK_LEN ((size_t)256 << 10)
#define BUFFER_LEN 256

struct arena_chunk {
	struct arena_chunk *older;
	size_t used;
	size_t room;
	alignas(max_align_t) char bytes[];
};

/**
 * memory_resize() - allocate, or change the size of, an array
 * @old: the array, or NULL
 * @count: elements wanted, at least 1
 * @size: of an element in bytes
 *
 * Return: the array, for the caller to free(). Ends the program where there is
 * no memory.
 */
void *memory_resize(void *old, size_t count, size_t size)
{
	void *array = count <= SIZE_MAX / size ? realloc(old, count * size)
					       : NULL;

	if (!array)
		die("out of memory: %zu times %zu bytes were wanted", count,
		    size);
	return array;
}

/**
 * memory_grow() - make room for one more element
 * @array: the array, or NULL where @count is 0
 * @count: elements in use
 * @size: of an element in bytes
 *
 * The room doubles whenever @count is a power of two, so that the caller need
 * not remember it.
 *
 * Return: the array, as memory_resize() gives it.
 */
void *memory_grow(void *array, size_t count, size_t size)
{
	if (count & (count - 1))
		return array;
	return memory_resize(array, count ? 2 * count : 1, size);
}

static struct arena_chunk *arena_chunk(struct arena *arena, size_t len)
{
	struct arena_chunk *chunk;
	size_t room = len > CHUNK_LEN ? len : CHUNK_LEN;

	chunk = memory_resize(NULL, 1, sizeof(*chunk) + room);
	chunk->older = arena->chunk;
	chunk->used = 0;
	chunk->room = room;
	arena->chunk = chunk;
	return chunk;
}

static void *arena_take(struct arena *arena, size_t len, size_t align)
{
	struct arena_chunk *chunk = arena->chunk;
	size_t from = 0;

	if (chunk)
		from = (chunk->used + align - 1) & ~(align - 1);
	if (!chunk || from > chunk->room || len > chunk->room - from) {
		chunk = arena_chunk(arena, len);
		from = 0;
	}
	chunk->used = from + len;
	return chunk->bytes + from;
}

/**
 * arena_bytes() - a piece of an arena, for bytes
 * @arena: the arena; all zero is an empty one
 * @len: in bytes
 *
 * Return: the piece, not cleared and not aligned.
 */
void *arena_bytes(struct arena *arena, size_t len)
{
	return arena_take(arena, len, 1);
}

/**
 * arena_zeroed() - a piece of an arena, for anything
 * @arena: the arena
 * @len: in bytes
 *
 * Return: the piece, all zero.
 */
void *arena_zeroed(struct arena *arena, size_t len)
{
	return memset(arena_take(arena, len, alignof(max_align_t)), 0, len);
}

/**
 * arena_string() - copy a text as a string
 * @arena: owns the copy
 * @text: what to copy
 *
 * Return: the copy, NUL-terminated.
 */
const char *arena_string(struct arena *arena, struct text text)
{
	char *copy = arena_bytes(arena, text.len + 1);

	if (text.len)
		memcpy(copy, text.at, text.len);
	copy[text.len] = '\0';
	return copy;
}

/**
 * arena_text() - copy a text
 * @arena: owns the copy
 * @text: what to copy
 *
 * Return: the copy.
 */
struct text arena_text(struct arena *arena, struct text text)
{
	return (struct text){ arena_string(arena, text), text.len };
}

/**
 * arena_reset() - give up all pieces and keep some memory for the next
 * @arena: the arena
 */
void arena_reset(struct arena *arena)
{
	struct arena_chunk *kept = arena->chunk;

	if (!kept)
		return;
	arena->chunk = kept->older;
	arena_free(arena);
	kept->older = NULL;
	kept->used = 0;
	arena->chunk = kept;
}

/**
 * arena_free() - give up all pieces and the memory
 * @arena: the arena; empty afterwards
 */
void arena_free(struct arena *arena)
{
	struct arena_chunk *older;

	for (; arena->chunk; arena->chunk = older) {
		older = arena->chunk->older;
		free(arena->chunk);
	}
}

/* The first of @len new bytes, for the caller to fill. */
static char *buffer_room(struct buffer *buffer, size_t len)
{
	size_t room = buffer->room ? buffer->room : BUFFER_LEN;

	while (room < buffer->len + len)
		room *= 2;
	if (room != buffer->room)
		buffer->at = memory_resize(buffer->at, 1, room);
	buffer->room = room;
	buffer->len += len;
	return buffer->at + buffer->len - len;
}

/**
 * buffer_add() - append a text
 * @buffer: the buffer
 * @text: copied; it must not lie in @buffer
 */
void buffer_add(struct buffer *buffer, struct text text)
{
	if (text.len)
		memcpy(buffer_room(buffer, text.len), text.at, text.len);
}

/**
 * buffer_add_string() - append a string
 * @buffer: the buffer
 * @string: copied without its NUL
 */
void buffer_add_string(struct buffer *buffer, const char *string)
{
	buffer_add(buffer, text_of(string));
}

/**
 * buffer_add_byte() - append a byte
 * @buffer: the buffer
 * @byte: the byte
 */
void buffer_add_byte(struct buffer *buffer, char byte)
{
	*buffer_room(buffer, 1) = byte;
}

/**
 * buffer_text() - what a buffer holds
 * @buffer: the buffer
 *
 * Return: its bytes; good until the buffer grows.
 */
struct text buffer_text(const struct buffer *buffer)
{
	return (struct text){ buffer->at, buffer->len };
}

/**
 * buffer_free() - give up a buffer's memory
 * @buffer: empty afterwards
 */
void buffer_free(struct buffer *buffer)
{
	free(buffer->at);
	*buffer = (struct buffer){ 0 };
}
