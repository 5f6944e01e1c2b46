/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-flow.h"

#include <math.h>
#include <string.h>

/* Room below a heading for at least the head of a table and a row. */
#define HEADING_NEEDS_MM 18.0
#define HEADING_GAP_MM 1.0

typedef struct
{
  DectTextStyle style;
  DectInk ink;
  char *text;
} Paragraph;

static void
paragraph_free (gpointer data)
{
  Paragraph *self = data;

  g_free (self->text);
  g_free (self);
}

DectSheetPage *
dect_flow_page (const DectFlow *self)
{
  return g_ptr_array_index (self->sheets->pages, self->sheets->pages->len - 1);
}

static double
bottom_mm (const DectFlow *self)
{
  const DectSheetPage *page = dect_flow_page (self);

  return page->content.y_mm + page->content.height_mm;
}

static void
next_page (DectFlow *self)
{
  const DectSheetPage *page = dect_flow_page (self);

  page = dect_sheets_add_page (self->sheets, self->context, page->kind, &page->head, TRUE);
  self->y_mm = page->content.y_mm;
}

void
dect_flow_begin (DectFlow *self,
                 DectSheets *sheets,
                 DectTextContext *context,
                 DectSheetKinds kind,
                 const DectSheetHead *head)
{
  const DectSheetPage *page = dect_sheets_add_page (sheets, context, kind, head, FALSE);

  *self = (DectFlow){ sheets, context, page->content.y_mm };
}

double
dect_flow_left (const DectFlow *self)
{
  return bottom_mm (self) - self->y_mm;
}

void
dect_flow_need (DectFlow *self, double height_mm)
{
  if (dect_flow_left (self) < height_mm && self->y_mm > dect_flow_page (self)->content.y_mm)
    next_page (self);
}

void
dect_flow_space (DectFlow *self, double height_mm)
{
  if (self->y_mm > dect_flow_page (self)->content.y_mm)
    self->y_mm = fmin (self->y_mm + height_mm, bottom_mm (self));
}

static void
draw_paragraph (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  const Paragraph *paragraph = block->data;
  g_autoptr (PangoLayout) layout
      = dect_text_layout (context, paragraph->style, paragraph->text, block->box.width_mm, 0);

  dect_ink_set (cr, paragraph->ink);
  dect_text_show (cr, layout, block->box.x_mm, block->box.y_mm);
}

/* Bytes of the text that the first lines of which @room_mm is enough for take; at least one line's.
 */
static gsize
fitting_bytes (PangoLayout *layout, double room_mm, gsize length)
{
  int n_lines = pango_layout_get_line_count (layout);

  for (int i = 1; i < n_lines; i++)
    {
      PangoRectangle rect;
      int start = pango_layout_get_line_readonly (layout, i)->start_index;

      pango_layout_index_to_pos (layout, start, &rect);
      if (dect_text_from_pango (rect.y + rect.height) > room_mm)
        return (gsize) start;
    }
  return length;
}

void
dect_flow_text (DectFlow *self, DectTextStyle style, DectInk ink, const char *text)
{
  if (text == NULL)
    return;
  while (text[0] != '\0')
    {
      DectSheetRect box = dect_flow_page (self)->content;
      g_autoptr (PangoLayout) layout
          = dect_text_layout (self->context, style, text, box.width_mm, 0);
      Paragraph *paragraph;
      double height_mm, line_mm;
      gsize n;

      dect_text_size (layout, NULL, &height_mm);
      line_mm = height_mm / pango_layout_get_line_count (layout);
      dect_flow_need (self, line_mm);
      n = height_mm <= dect_flow_left (self)
              ? strlen (text)
              : fitting_bytes (layout, dect_flow_left (self), strlen (text));
      paragraph = g_new0 (Paragraph, 1);
      *paragraph = (Paragraph){ style, ink, g_strndup (text, n) };
      dect_sheets_keep (self->sheets, paragraph, paragraph_free);
      if (text[n] != '\0')
        {
          g_autoptr (PangoLayout) part
              = dect_text_layout (self->context, style, paragraph->text, box.width_mm, 0);

          dect_text_size (part, NULL, &height_mm);
        }
      dect_flow_block (self, draw_paragraph, height_mm, paragraph);
      text += n;
      if (text[0] != '\0')
        next_page (self);
    }
}

void
dect_flow_heading (DectFlow *self, const char *text, const char *note)
{
  dect_flow_need (self, HEADING_NEEDS_MM);
  dect_flow_text (self, DECT_TEXT_SECTION, DECT_INK_BLACK, text);
  dect_flow_text (self, DECT_TEXT_SMALL, DECT_INK_GREY, note);
  dect_flow_space (self, HEADING_GAP_MM);
}

void
dect_flow_table (DectFlow *self, DectSheetTable *table)
{
  dect_sheet_table_fit (table, self->context, dect_flow_page (self)->content.width_mm);
  self->y_mm = dect_sheets_flow_table (self->sheets, self->context, table, self->y_mm);
}

DectSheetBlock *
dect_flow_block (DectFlow *self, DectBlockDraw draw, double height_mm, gconstpointer data)
{
  DectSheetPage *page;
  DectSheetRect box;

  dect_flow_need (self, height_mm);
  page = dect_flow_page (self);
  box = (DectSheetRect){ page->content.x_mm, self->y_mm, page->content.width_mm, height_mm };
  self->y_mm += height_mm;
  return dect_sheet_page_add (page, draw, box, data);
}

DectSheetTable *
dect_sheet_facts_new (void)
{
  static const DectColumn columns[]
      = { { "", DECT_COLUMN_TEXT, 40, 0, NULL }, { "", DECT_COLUMN_STRONG, 40, 1, NULL } };

  return dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
}

void
dect_sheet_facts_add (DectSheetTable *table, const char *what, const char *value)
{
  const DectCell cells[] = { { what }, { value } };

  if (value != NULL && value[0] != '\0')
    dect_sheet_table_add (table, cells);
}
