/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/dect-recovery.h"

G_BEGIN_DECLS

/**
 * DectFoundState:
 * @DECT_FOUND_NEVER_SAVED: the site has no file
 * @DECT_FOUND_NEWER: its file is as it was when the draft was begun: the draft is newer
 * @DECT_FOUND_APART: its file was changed since by somebody else: both are of worth
 * @DECT_FOUND_GONE: its file is not there any more, or cannot be read
 */
typedef enum
{
  DECT_FOUND_NEVER_SAVED,
  DECT_FOUND_NEWER,
  DECT_FOUND_APART,
  DECT_FOUND_GONE,
} DectFoundState;

/**
 * DectFound:
 * @draft: (nullable): where it lies; to be taken away by whoever goes on with it
 * @site: what is in it
 * @state: how it stands to its file
 * @differences: (nullable) (element-type DectComparison): from the file to the draft; %NULL where there is no file
 *
 * A draft that a crash left, looked at.
 */
typedef struct
{
  DectRecovery  *draft;
  DectSnapshot  *site;
  DectFoundState state;
  GPtrArray     *differences;
} DectFound;

/**
 * dect_found_list:
 * @file: (nullable): whose drafts; %NULL for all
 *
 * Looks at the drafts of dect_recovery_list(). Those that are in their file already, as after a crash in the moment of saving, are
 * removed and not in the list. Blocks; any thread.
 *
 * Returns: (transfer full) (element-type DectFound): newest first
 */
GPtrArray *dect_found_list (GFile *file);

/** dect_found_list_async: dect_found_list() in a thread */
void dect_found_list_async (GFile              *file,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);

/** dect_found_list_finish: Returns: (transfer full) (element-type DectFound): see dect_found_list(); %NULL when it was cancelled */
GPtrArray *dect_found_list_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
