/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/** FULL_SITE_IMAGE: the plan image that the floor of the full site names */
#define FULL_SITE_IMAGE "plans/0123456789abcdef.png"

/** FULL_SITE_PHOTO: the photo that the base station of the full site names */
#define FULL_SITE_PHOTO "photos/fedcba9876543210.jpg"

/**
 * full_site_new:
 *
 * Made from the tables of fields, so that a new field is in it by itself: of each kind one record
 * with everything set and unknown members, one with everything cleared that can be, and one with its
 * initial values; a log of two entries; one image that is used and one that is not.
 *
 * Returns: (transfer full): the site
 */
DectSnapshot *full_site_new (void);

/** same_site: Returns: whether two sites, of whatever kind, are written as the same file */
gboolean same_site (DectSnapshot *a,
                    DectSnapshot *b);

G_END_DECLS
