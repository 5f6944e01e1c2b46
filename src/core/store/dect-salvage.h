/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/**
 * DectSalvage:
 * @site: what can be read
 * @lost: (element-type utf8): what cannot, a sentence each; empty where the file is whole
 * @n_more: what is lost beyond #DECT_SALVAGE_MAX_LOST sentences
 */
typedef struct
{
  DectSnapshot *site;
  GPtrArray    *lost;
  guint         n_more;
} DectSalvage;

/** DECT_SALVAGE_MAX_LOST: sentences about what is lost; the rest is counted */
#define DECT_SALVAGE_MAX_LOST 1000

void dect_salvage_free (DectSalvage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSalvage, dect_salvage_free)

/**
 * dect_salvage_bytes:
 * @bytes: content of a .handover file, or of a site.json alone, in whatever state
 * @error: return location, #DECT_STORE_ERROR: there is nothing of ours in it, or a newer version wrote it
 *
 * Reads what dect_store_read_bytes() refuses, as far as that goes. The entries of a ZIP are looked for by both descriptions of them,
 * their own headers and the directory (APPNOTE.TXT 4.3.7, 4.3.12), so that one of the two may be wrong or missing; of a compressed entry everything is taken up to where it breaks. Of site.json
 * each record is taken that is whole by itself, of a record each value that is right; of log.json each entry. An image has to be
 * right by its check sum. What belongs to a floor or building that is lost gets one of that number without a name of its own.
 *
 * The same bounds hold as for reading; any thread.
 *
 * Returns: (transfer full) (nullable): what is left
 */
DectSalvage *dect_salvage_bytes (GBytes  *bytes,
                                 GError **error);

/**
 * dect_salvage_load:
 * @file: a .handover file or a site.json
 * @cancellable: (nullable): to give up
 * @error: return location, #DECT_STORE_ERROR or #GIOError; the sentence names the file
 *
 * dect_salvage_bytes() of a file. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): what is left
 */
DectSalvage *dect_salvage_load (GFile        *file,
                                GCancellable *cancellable,
                                GError      **error);

/** dect_salvage_load_async: dect_salvage_load() in a thread */
void dect_salvage_load_async (GFile              *file,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);

/** dect_salvage_load_finish: Returns: (transfer full) (nullable): what is left; see dect_salvage_load() */
DectSalvage *dect_salvage_load_finish (GAsyncResult *result,
                                       GError      **error);

G_END_DECLS
