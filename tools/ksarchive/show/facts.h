/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What fields tell of an article, in lines that begin with a label.
 */
#ifndef KSARCHIVE_FACTS_H
#define KSARCHIVE_FACTS_H

#include "notes.h"
#include "wrap.h"

#define FACT_FIELDS_MAX 4

/**
 * enum fact_form - how a fact's fields are told
 * @FACT_TEXT: as sentences
 * @FACT_LIST: all items one after the other
 * @FACT_RECORDS: a record or item a line, but for those with an address that
 *	the article's notes tell already
 */
enum fact_form {
	FACT_TEXT,
	FACT_LIST,
	FACT_RECORDS,
};

/**
 * struct fact - something that is told of an article
 * @label: what stands before it
 * @form: how it is told
 * @fields: what tells it
 * @usual: what goes without saying; NULL where nothing does
 */
struct fact {
	const char *label;
	enum fact_form form;
	const char *fields[FACT_FIELDS_MAX];
	const char *usual;
};

void fact_begin(struct wrap *wrap, const char *label, size_t columns);
void fact_end(struct wrap *wrap);
void facts_print(struct wrap *wrap, const struct notes *notes,
		 const struct fact *facts, size_t count);

#endif /* KSARCHIVE_FACTS_H */
