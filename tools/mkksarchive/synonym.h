/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Words that pages use for a term that has another name.
 */
#ifndef MKKSARCHIVE_SYNONYM_H
#define MKKSARCHIVE_SYNONYM_H

#include "worker.h"
#include "yaml.h"

/**
 * struct synonym - a variant of a term
 * @variant: as pages write it
 * @term: what it stands for
 * @offset: of the variant in archive.yaml
 * @used: whether any page writes it
 */
struct synonym {
	struct text variant;
	struct text term;
	size_t offset;
	bool used;
};

/**
 * struct synonyms - those of a taxonomy
 * @all: by the bytes of their variants
 * @count: how many
 */
struct synonyms {
	struct synonym *all;
	size_t count;
};

void synonyms_read(struct synonyms *synonyms, const struct input *input,
		   const struct value *map, struct worker *worker);
struct synonym *synonyms_find(const struct synonyms *synonyms,
			      struct text variant);
void synonyms_write(const struct synonyms *synonyms, struct buffer *lines);

#endif /* MKKSARCHIVE_SYNONYM_H */
