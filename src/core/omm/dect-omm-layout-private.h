/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-layout.h"

G_BEGIN_DECLS

#define DECT_OMM_LAYOUT_MAX_COLUMNS 64
#define DECT_OMM_LAYOUT_MAX_INSTRUCTIONS 64

struct _DectOmmLayout
{
  gatomicrefcount     ref_count;
  char               *id;
  char               *title;
  char               *source;
  char              **releases;
  DectKind            kind;
  gboolean            ascii;
  DectOmmColumn      *columns;
  guint               n_columns;
  DectOmmInstruction *instructions;
  guint               n_instructions;
};

/* DECT_OMM_ERROR_LAYOUT with the place in the layout. */
void dect_omm_layout_set_error (GError    **error,
                                const char *path,
                                const char *format,
                                ...) G_GNUC_PRINTF (3, 4);

/* The same, and FALSE to return; a function could not show a reader of one file alone that it is never TRUE. */
#define dect_omm_layout_fail(...) (dect_omm_layout_set_error (__VA_ARGS__), FALSE)

/* An id becomes a file name and a word in files, so it is kept plain. */
gboolean dect_omm_layout_is_id (const char *text);

/* Whether a column may be of that field. */
gboolean dect_omm_layout_is_field (DectKind    kind,
                                   const char *id);

/* Whether its values are secrets. */
gboolean dect_omm_layout_is_secret (DectKind    kind,
                                    const char *id);

/* The copy that a site keeps, when it is that of @id; else NULL without an error. @text may be NULL. */
DectOmmLayout *dect_omm_layout_kept (const char *text,
                                     const char *id,
                                     GError    **error);

G_END_DECLS
