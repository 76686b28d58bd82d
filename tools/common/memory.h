/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Memory, by how long it is needed. An arena hands out pieces that live and
 * die together; a buffer is one run of bytes that grows. Nobody checks for a
 * lack of memory: the program ends there, in one place.
 */
#ifndef COMMON_MEMORY_H
#define COMMON_MEMORY_H

#include "text.h"

struct arena_chunk;

struct arena {
	struct arena_chunk *chunk;
};

struct buffer {
	char *at;
	size_t len;
	size_t room;
};

void *memory_resize(void *old, size_t count, size_t size);
void *memory_grow(void *array, size_t count, size_t size);

void *arena_bytes(struct arena *arena, size_t len);
void *arena_zeroed(struct arena *arena, size_t len);
const char *arena_string(struct arena *arena, struct text text);
struct text arena_text(struct arena *arena, struct text text);
void arena_reset(struct arena *arena);
void arena_free(struct arena *arena);

#define arena_new(arena, type) ((type *)arena_zeroed(arena, sizeof(type)))

void buffer_add(struct buffer *buffer, struct text text);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_byte(struct buffer *buffer, char byte);
struct text buffer_text(const struct buffer *buffer);
void buffer_free(struct buffer *buffer);

#endif /* COMMON_MEMORY_H */
