// SPDX-License-Identifier: GPL-2.0-only
/*
 * The walk that publishes an image on a surface, and nothing of any surface.
 *
 * An image's nodes stand in breadth-first order, so a directory always comes
 * before what it holds and one pass over the table suffices; links need a
 * second one, because what they lead to may stand after them.
 */
#include "publish.h"

static int ksa_publish_node(struct ksa_publication *publication, u32 index)
{
	const struct ksa_surface *surface = publication->surface;
	struct ksa_node node;

	ksa_node(publication->ksa, index, &node);
	switch (node.type) {
	case KSA_DIR:
		return surface->dir(publication, index, &node);
	case KSA_FILE:
		return surface->file(publication, index, &node);
	case KSA_LINK:
		return 0;
	}
	return -EBADMSG;
}

static int ksa_publish_link(struct ksa_publication *publication, u32 index)
{
	struct ksa_node node;

	ksa_node(publication->ksa, index, &node);
	if (node.type != KSA_LINK)
		return 0;
	return publication->surface->link(publication, index, &node);
}

/**
 * ksa_publish() - make an image visible on a surface
 * @publication: filled; the caller's until ksa_withdraw()
 * @ksa: a checked image, which stays in place until ksa_withdraw(); it stands in
 *	vmalloc memory, as a module's does, begins a page and shares none with
 *	anything else, because its pages may be mapped
 * @surface: where
 * @name: of the root that holds the tree; stays as long as @ksa
 *
 * Context: may sleep.
 * Return: 0, or an errno and nothing is visible.
 */
int ksa_publish(struct ksa_publication *publication, const struct ksa *ksa,
		const struct ksa_surface *surface, const char *name)
{
	u32 index;
	int err;

	publication->ksa = ksa;
	publication->surface = surface;
	publication->name = name;
	err = surface->begin(publication);
	if (err)
		return err;

	for (index = 0; index < ksa->node_count; index++) {
		err = ksa_publish_node(publication, index);
		if (err)
			goto err_end;
	}
	for (index = 0; index < ksa->node_count; index++) {
		err = ksa_publish_link(publication, index);
		if (err)
			goto err_end;
	}
	return 0;

err_end:
	surface->end(publication);
	return err;
}

/**
 * ksa_withdraw() - take a published image away again
 * @publication: as ksa_publish() filled it
 *
 * Returns when no reader is inside the image any more, except those that
 * already hold a copy.
 *
 * Context: may sleep.
 */
void ksa_withdraw(struct ksa_publication *publication)
{
	publication->surface->end(publication);
}
