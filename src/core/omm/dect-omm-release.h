/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-types.h"

G_BEGIN_DECLS

/**
 * DectOmmTask:
 * @DECT_OMM_TASK_IMPORT: read an import file
 * @DECT_OMM_TASK_CHANGE: edit an entry that is there
 * @DECT_OMM_TASK_DELETE: delete an entry that is there
 *
 * What a person does in the OMM's web interface with base stations or handsets.
 */
typedef enum
{
  DECT_OMM_TASK_IMPORT,
  DECT_OMM_TASK_CHANGE,
  DECT_OMM_TASK_DELETE,
} DectOmmTask;

/** DECT_OMM_N_TASKS: how many there are */
#define DECT_OMM_N_TASKS 3

/**
 * DectOmmPage:
 * @page: name of the page in the OMM, which is not translated there
 * @other: (nullable): its name in other releases, where the release does not tell which
 * @verified: whether the name was read in the source for that release
 * @source: where
 * @layout: id of the layout of the import file
 *
 * Base stations, or handsets, in the OMM of one release.
 */
typedef struct
{
  const char *page;
  const char *other;
  gboolean    verified;
  const char *source;
  const char *layout;
} DectOmmPage;

/**
 * dect_omm_release_number:
 * @release: (nullable): an OMM release as a person writes it: "8.1", "8.1SP2", "3"
 *
 * Returns: 100 x major + minor (801 for "8.1"); -1 when unset or not a release
 */
gint dect_omm_release_number (const char *release);

/**
 * dect_omm_release_page:
 * @release: (nullable): OMM release as in #DectSiteInfo
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 *
 * The words and layouts of data/omm/releases.json, or of the user's own copy; a copy that makes no sense is named on stderr and the
 * built-in file counts. Read once; any thread.
 *
 * Returns: (transfer none): the entry of that release, or the one for an unset release; it lives as long as the program
 */
const DectOmmPage *dect_omm_release_page (const char *release,
                                          DectKind    kind);

/**
 * dect_omm_release_dup_page:
 * @release: (nullable): OMM release
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 *
 * Returns: (transfer full): name of the page; both names, translated around them, where the release does not tell
 */
char *dect_omm_release_dup_page (const char *release,
                                 DectKind    kind);

/**
 * dect_omm_release_dup_path:
 * @release: (nullable): OMM release
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @task: what is to be done
 * @entry: (nullable): name of the base station or handset; ignored by %DECT_OMM_TASK_IMPORT
 * @verified: (out) (optional): whether page and path were read in a source; else it is recalled, and a list should say so
 *
 * Returns: (transfer full): the way through the menus, "Advanced › DECT Phones › Import"
 */
char *dect_omm_release_dup_path (const char *release,
                                 DectKind    kind,
                                 DectOmmTask task,
                                 const char *entry,
                                 gboolean   *verified);

G_END_DECLS
