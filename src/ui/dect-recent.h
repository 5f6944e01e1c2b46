/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectRecentSite:
 * @file: where it lies
 * @name: (nullable): the site's name
 * @customer: (nullable): whose site it is
 * @changed: when the plan was changed last, seconds since 1970; 0 when that is not known
 * @n_rfps: how many base stations it has
 * @thumbnail: (nullable): path of a small picture of it, PNG
 * @gone: whether the file is not there any more
 *
 * A site that was opened or saved lately. What is known of it beyond its place is kept in the user's cache folder
 * (handover/recent), written when it was opened or saved, and no reason to open it again.
 */
typedef struct
{
  GFile   *file;
  char    *name;
  char    *customer;
  gint64   changed;
  guint    n_rfps;
  char    *thumbnail;
  gboolean gone;
} DectRecentSite;

void dect_recent_site_free (DectRecentSite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectRecentSite, dect_recent_site_free)

/** dect_recent_add: remembers the site of @document, which has a file; its picture is drawn in a thread */
void dect_recent_add (DectDocument *document);

/** dect_recent_list: Returns: (transfer full) (element-type DectRecentSite): newest first, at most @n, those that are gone too */
GPtrArray *dect_recent_list (guint n);

/** dect_recent_remove: forgets about a site; its file stays */
void dect_recent_remove (GFile *file);

G_END_DECLS
