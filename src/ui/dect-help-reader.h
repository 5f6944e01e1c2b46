/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DectHelpKind:
 * @DECT_HELP_TITLE: h1
 * @DECT_HELP_SECTION: h2
 * @DECT_HELP_ENTRY: h3
 * @DECT_HELP_TEXT: p
 * @DECT_HELP_SOURCE: p of class "source": small print
 * @DECT_HELP_ITEM: li
 * @DECT_HELP_HEAD: th
 * @DECT_HELP_CELL: td
 * @DECT_HELP_PICTURE: img
 */
typedef enum
{
  DECT_HELP_TITLE,
  DECT_HELP_SECTION,
  DECT_HELP_ENTRY,
  DECT_HELP_TEXT,
  DECT_HELP_SOURCE,
  DECT_HELP_ITEM,
  DECT_HELP_HEAD,
  DECT_HELP_CELL,
  DECT_HELP_PICTURE,
} DectHelpKind;

/**
 * DectHelpBlock:
 * @kind: what it is
 * @id: (nullable): its anchor
 * @markup: Pango markup with links; of a picture its file
 * @text: the same without markup; of a picture its words
 * @marker: of an item: "•" or "3."; "" else
 * @starts: first cell of a row, or first row of a table when it is a head
 *
 * One block of a help page.
 */
typedef struct
{
  DectHelpKind kind;
  char        *id;
  char        *markup;
  char        *text;
  char        *marker;
  gboolean     starts;
} DectHelpBlock;

/**
 * dect_help_read:
 * @page: XHTML of a help page: the elements that tests/check-help.py names
 * @length: its bytes
 * @error: return location, #G_MARKUP_ERROR
 *
 * Pure; any thread.
 *
 * Returns: (transfer container) (element-type DectHelpBlock) (nullable): its blocks in their order
 */
GPtrArray *dect_help_read (const char *page,
                           gsize       length,
                           GError    **error);

G_END_DECLS
