/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/dect-salvage.h"

G_BEGIN_DECLS

/** dect_salvage_lose: notes that something is lost: a sentence */
void dect_salvage_lose (DectSalvage *self,
                        const char  *format,
                        ...) G_GNUC_PRINTF (2, 3);

/**
 * dect_salvage_unzip:
 * @self: takes what is lost
 * @bytes: a ZIP in whatever state
 *
 * Returns: (transfer full): entries by name (utf8 -> GBytes): images that are right, of site.json and log.json what can be unpacked
 */
GHashTable *dect_salvage_unzip (DectSalvage *self,
                                GBytes      *bytes);

/**
 * DectSalvageObjectFunc:
 * @list: name of the list in which the object seems to stand; of an object that is a member by itself its name
 * @text: the object, from brace to brace, as far as can be seen
 * @length: its bytes
 * @line: where it begins, from 1
 * @user_data: data given
 *
 * Returns: whether it is what it should be; else the text is gone through once more from its second byte on
 */
typedef gboolean (*DectSalvageObjectFunc) (const char *list,
                                           const char *text,
                                           gsize       length,
                                           guint       line,
                                           gpointer    user_data);

/**
 * dect_salvage_each_object:
 * @json: a text that was JSON once
 * @is_list: tells the names of lists that matter, and of members that are objects, from others
 * @callback: called for each object that stands in a list, or is such a member
 *
 * Goes on whatever stands there: a string ends with its line at the latest, so that a quote that is gone spoils one line.
 */
void dect_salvage_each_object (GBytes               *json,
                               gboolean            (*is_list) (const char *name),
                               DectSalvageObjectFunc callback,
                               gpointer              user_data);

G_END_DECLS
