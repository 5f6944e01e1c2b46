/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sheet/dect-sheet-map.h"
#include "sheet/dect-sheet-table.h"
#include "sheet/dect-sheet.h"

G_BEGIN_DECLS

/**
 * DectSheetHead:
 * @title: name of the page
 * @subtitle: below it
 * @aside: at the right, beside the title
 * @aside_sub: at the right, below
 * @hint: at the foot
 * @outline: (nullable): name in the PDF's outline; only the first page of a part has one
 *
 * What surrounds the content of a page. Strings are owned by the head.
 */
typedef struct
{
  char *title;
  char *subtitle;
  char *aside;
  char *aside_sub;
  char *hint;
  char *outline;
} DectSheetHead;

void dect_sheet_head_clear (DectSheetHead *head);

typedef enum
{
  DECT_BLOCK_MAP,
  DECT_BLOCK_TABLE,
} DectSheetBlockKind;

/** DectSheetBlock: a part of a page's content in its measured box; @first and @n: rows of a table */
typedef struct
{
  DectSheetBlockKind    kind;
  DectSheetRect         box;
  const DectSheetMap   *map;
  const DectSheetTable *table;
  guint                 first;
  guint                 n;
} DectSheetBlock;

/** DectSheetPage: @content: the box between header and footer; @blocks: (element-type DectSheetBlock) */
typedef struct
{
  DectSheetHead  head;
  DectSheetKinds kind;
  DectSheetRect  content;
  GArray        *blocks;
} DectSheetPage;

struct _DectSheets
{
  gatomicrefcount  ref_count;
  DectSheetSite    site;
  DectSheetOptions options;
  double           width_mm;
  double           height_mm;
  GPtrArray       *pages;  /* DectSheetPage */
  GPtrArray       *maps;   /* DectSheetMap */
  GPtrArray       *tables; /* DectSheetTable */
};

void dect_sheet_page_free (DectSheetPage *page);

/** dect_sheets_add_page: @head: copied; @continued: no outline entry, and the subtitle says so. Returns: (transfer none) */
DectSheetPage *dect_sheets_add_page (DectSheets          *self,
                                     DectTextContext       *context,
                                     DectSheetKinds       kind,
                                     const DectSheetHead *head,
                                     gboolean             continued);

/**
 * dect_sheets_flow_table:
 * @self: pages being made
 * @context: for measuring
 * @table: (transfer full): a fitted table
 * @top_mm: where on the last page it starts
 *
 * Puts the table below @top_mm on the last page and on as many pages like it as it takes.
 */
void dect_sheets_flow_table (DectSheets     *self,
                             DectTextContext  *context,
                             DectSheetTable *table,
                             double          top_mm);

/** dect_sheet_page_draw_frame: header and footer of page @number (0 = first) */
void dect_sheet_page_draw_frame (const DectSheets *self,
                                 cairo_t          *cr,
                                 DectTextContext    *context,
                                 guint             number);

/** dect_sheet_site_name: Returns: (transfer none): what the site is called on paper */
const char *dect_sheet_site_name (const DectSheetSite *site);

/** dect_sheet_date: Returns: (transfer full) (nullable): "Plan of 22 Nov 2026", UTC, so that it is the same everywhere */
char *dect_sheet_date (const DectSheetSite *site);

/** dect_sheet_labels: Returns: (transfer full): name of each RFP on plan and table: its number, else a letter (A, B ... AA) */
char **dect_sheet_labels (DectSnapshot *snapshot);

/** The makers of the kinds: add their pages, or none. %FALSE only when cancelled. */
gboolean dect_sheets_add_placement (DectSheets   *self,
                                    DectTextContext *context,
                                    GCancellable *cancellable,
                                    GError      **error);
gboolean dect_sheets_add_ipei      (DectSheets   *self,
                                    DectTextContext *context,
                                    GCancellable *cancellable,
                                    GError      **error);

G_END_DECLS
