/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-todo.h"

G_BEGIN_DECLS

/* What the log says the OMM has of one record. */
struct _DectOmmImported
{
  GHashTable *values; /* field -> text as dect_omm_plain_column() writes it; NULL where an old log has a digest only */
  char *digest;       /* SHA-256 of the record's line, secrets left out; NULL where there are values */
  char *layout;       /* id of the layout that the digest is of */
};

void dect_omm_imported_free (gpointer data);

/* key -> DectOmmImported, of all that is in the OMM by the log. */
GHashTable *dect_omm_imported_read (const DectSnapshot *snapshot,
                                    DectKind            kind);

/* A column for @field whose form depends on no layout; @field stays the caller's. */
DectOmmColumn dect_omm_plain_column (DectKind    kind,
                                     const char *field);

/* (element-type utf8) Fields that are remembered of a record in a file of that layout: all that it carries but secrets and blanks. */
GPtrArray *dect_omm_imported_fields (const DectOmmLayout *layout);

/* Adds the member "fields". */
void dect_omm_imported_add_fields (JsonBuilder *builder,
                                   GPtrArray   *fields);

/* "rfp" or "handset". */
const char *dect_omm_file_word (DectKind kind);

G_END_DECLS
