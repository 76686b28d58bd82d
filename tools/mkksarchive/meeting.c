// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sections that are meetings: those that tell in a field dates when they met.
 */
#include "catalog.h"
#include "meeting.h"

/**
 * folder_meets() - whether a section is a meeting
 * @folder: the section's
 * @meeting: its dates are set
 *
 * Return: whether it has dates.
 */
bool folder_meets(const struct folder *folder, struct meeting *meeting)
{
	const struct field *dates = NULL;

	if (folder->index && folder->parent)
		dates = field_find(folder->index->fields, "dates");
	return dates && meeting_dates(dates->data, meeting);
}

/**
 * meeting_of() - the meeting that a page belongs to
 * @page: the page; a section's own belongs to what the section does
 * @meeting: its dates are set
 *
 * Return: whether there is one: the nearest section, from its own on, with
 * dates.
 */
bool meeting_of(const struct page *page, struct meeting *meeting)
{
	const struct folder *folder = page->folder;

	while (folder && !folder_meets(folder, meeting))
		folder = folder->parent;
	return folder;
}

static size_t count_pages(const struct folder *folder)
{
	size_t count = folder->page_count;
	struct meeting own;

	for (size_t i = 0; i < folder->folder_count; i++)
		if (!folder_meets(folder->folders[i], &own))
			count += count_pages(folder->folders[i]);
	return count;
}

/**
 * meetings_add() - add a section to a timeline if it is a meeting
 * @timeline: receives it
 * @folder: the section's
 * @arena: owns its path
 */
void meetings_add(struct timeline *timeline, const struct folder *folder,
		  struct arena *arena)
{
	const struct page *index = folder->index;
	struct buffer path = { 0 };
	const struct field *field;
	struct meeting meeting;

	if (!folder_meets(folder, &meeting))
		return;
	catalog_path(&path, index, '/');
	meeting.path = arena_text(arena, buffer_text(&path));
	buffer_free(&path);
	meeting.title = index->title;
	meeting.pages = count_pages(folder);
	for (size_t i = 0; i < MEETING_PLACES; i++) {
		field = field_find(index->fields, meeting_places[i]);
		if (field)
			meeting.places[i] = field->data;
	}
	timeline_add(timeline, &meeting);
}
