/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectRecordTable:
 *
 * All things of one kind as a table that is edited in place: sorted by its headings, filtered by a search over every column. Its
 * selection is the document's; a double click shows the thing on the plan. Actions: table.add, table.remove, table.show.
 */
#define DECT_TYPE_RECORD_TABLE (dect_record_table_get_type ())
G_DECLARE_FINAL_TYPE (DectRecordTable, dect_record_table, DECT, RECORD_TABLE, GtkWidget)

/**
 * DectTableColumn:
 * @field: id of a field
 * @width: least width in pixels
 * @expand: whether it takes what width is left
 */
typedef struct
{
  const char *field;
  int         width;
  gboolean    expand;
} DectTableColumn;

/**
 * dect_record_table_setup:
 * @self: a new table
 * @kind: whose things
 * @columns: (array zero-terminated by field): what it shows
 * @empty_title: what stands there while there is nothing, translated
 * @empty_description: what to do about it, translated
 * @icon_name: its picture
 */
void dect_record_table_setup (DectRecordTable       *self,
                              DectKind               kind,
                              const DectTableColumn *columns,
                              const char            *empty_title,
                              const char            *empty_description,
                              const char            *icon_name);

/** dect_record_table_set_document: @document: (nullable): the site to show */
void dect_record_table_set_document (DectRecordTable *self,
                                     DectDocument    *document);

/** dect_record_table_get_n_rows: Returns: rows that the search leaves */
guint dect_record_table_get_n_rows (DectRecordTable *self);

G_END_DECLS
