/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectFilesView:
 *
 * The two import files of the OMM: fetched from the PBX or written from the plan, then marked as imported, one by one.
 */
#define DECT_TYPE_FILES_VIEW (dect_files_view_get_type ())
G_DECLARE_FINAL_TYPE (DectFilesView, dect_files_view, DECT, FILES_VIEW, AdwBin)

void dect_files_view_set_session (DectFilesView  *self,
                                  DectPbxSession *session);

/** dect_files_view_choose: asks for a folder, then gets the files. @from_pbx: from the PBX, else from the plan */
void dect_files_view_choose (DectFilesView *self,
                             gboolean       from_pbx);

/** dect_files_view_mark_imported: the person says that the OMM took the file of @kind */
void dect_files_view_mark_imported (DectFilesView *self,
                                    DectKind       kind);

G_END_DECLS
