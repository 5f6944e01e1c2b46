/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-private.h"

#include "model/dect-i18n.h"

#include <math.h>

#define SIDE_MM 14.0
#define TOP_MM 12.0
#define BOTTOM_MM 10.0
#define GAP_MM 3.0

/* Share of the width that the title may take; the aside gets the rest, and the logo of that what it
 * needs. */
#define TITLE_SHARE 0.60
#define LOGO_WIDTH_MM 30.0
#define LOGO_HEIGHT_MM 11.0

/* A table that leaves the plan this share of the page's height stays below it; a longer one goes on
 * on the next page, and the plan gets more: across, where height is short, all of it. */
#define MAP_LEAST_SHARE 0.45
#define MAP_SHARE 0.56

/* The header, measured: the same numbers place it and what comes below it. */
typedef struct
{
  PangoLayout *title;
  PangoLayout *subtitle;
  PangoLayout *aside;
  PangoLayout *aside_sub;
  double title_mm;
  double subtitle_mm;
  double aside_mm;
  double aside_sub_mm;
  double logo_width_mm;
  double logo_height_mm;
  double aside_right_mm;
  double bottom_mm; /* the rule */
} Header;

/* The footer, measured. */
typedef struct
{
  PangoLayout *hint;
  PangoLayout *number;
  double number_width_mm;
  double top_mm; /* the rule */
} Footer;

static double
room_mm (const DectSheets *self)
{
  return self->width_mm - 2 * SIDE_MM;
}

static PangoLayout *
aside_layout (DectTextContext *context, const char *text, double width_mm)
{
  PangoLayout *layout = dect_text_layout (context, DECT_TEXT_SUBTITLE, text, width_mm, 5);

  pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

/* A short title leaves the aside what it does not need. */
static double
title_room (const DectSheets *self, DectTextContext *context, const DectSheetHead *head)
{
  g_autoptr (PangoLayout) title = dect_text_layout (context, DECT_TEXT_TITLE, head->title, -1, 0);
  g_autoptr (PangoLayout) subtitle
      = dect_text_layout (context, DECT_TEXT_SUBTITLE, head->subtitle, -1, 0);
  double title_mm, subtitle_mm;

  dect_text_size (title, &title_mm, NULL);
  dect_text_size (subtitle, &subtitle_mm, NULL);
  return fmin (fmax (title_mm, subtitle_mm) + 1, room_mm (self) * TITLE_SHARE);
}

static void
measure_header (const DectSheets *self,
                DectTextContext *context,
                const DectSheetHead *head,
                Header *header)
{
  double title_mm = title_room (self, context, head);
  double aside_mm = room_mm (self) - title_mm - GAP_MM;

  header->logo_width_mm = self->logo != NULL ? LOGO_WIDTH_MM : 0;
  header->logo_height_mm = self->logo != NULL ? LOGO_HEIGHT_MM : 0;
  if (self->logo != NULL)
    {
      dect_sheet_logo_fit (self->logo, &header->logo_width_mm, &header->logo_height_mm);
      aside_mm -= header->logo_width_mm + GAP_MM;
    }
  header->aside_right_mm = SIDE_MM + title_mm + GAP_MM + aside_mm;
  header->title = dect_text_layout (context, DECT_TEXT_TITLE, head->title, title_mm, 4);
  header->subtitle = dect_text_layout (context, DECT_TEXT_SUBTITLE, head->subtitle, title_mm, 4);
  header->aside = aside_layout (context, head->aside, aside_mm);
  header->aside_sub = aside_layout (context, head->aside_sub, aside_mm);
  dect_text_size (header->title, NULL, &header->title_mm);
  dect_text_size (header->subtitle, NULL, &header->subtitle_mm);
  dect_text_size (header->aside, NULL, &header->aside_mm);
  dect_text_size (header->aside_sub, NULL, &header->aside_sub_mm);
  header->bottom_mm
      = TOP_MM
        + fmax (header->logo_height_mm, fmax (header->title_mm + 0.6 + header->subtitle_mm,
                                              header->aside_mm + 0.6 + header->aside_sub_mm))
        + 2.2;
}

static void
clear_header (Header *header)
{
  g_object_unref (header->title);
  g_object_unref (header->subtitle);
  g_object_unref (header->aside);
  g_object_unref (header->aside_sub);
}

/* @number is 0 while pages are still being made; the room is that of a long one. */
static void
measure_footer (const DectSheets *self,
                DectTextContext *context,
                const DectSheetHead *head,
                guint number,
                guint n_pages,
                Footer *footer)
{
  /* Translators: "Page 2 of 7" */
  g_autofree char *text = g_strdup_printf (_("Page %u of %u"), number, n_pages);
  double hint_mm;

  footer->number = dect_text_layout (context, DECT_TEXT_BODY, text, -1, 0);
  dect_text_size (footer->number, &footer->number_width_mm, NULL);
  footer->hint = dect_text_layout (context, DECT_TEXT_BODY, head->hint, room_mm (self) - 34, 4);
  dect_text_size (footer->hint, NULL, &hint_mm);
  footer->top_mm = self->height_mm - BOTTOM_MM - hint_mm - 1.8;
}

static void
clear_footer (Footer *footer)
{
  g_object_unref (footer->hint);
  g_object_unref (footer->number);
}

static void
copy_head (DectSheetHead *to, const DectSheetHead *from, gboolean continued)
{
  to->title = g_strdup (from->title);
  /* Translators: subtitle of a page that goes on with the table of the page before */
  to->subtitle = continued && !g_str_has_suffix (from->subtitle, _("continued"))
                     ? g_strdup_printf ("%s · %s", from->subtitle, _("continued"))
                     : g_strdup (from->subtitle);
  to->aside = g_strdup (from->aside);
  to->aside_sub = g_strdup (from->aside_sub);
  to->hint = g_strdup (from->hint);
  to->outline = continued ? NULL : g_strdup (from->outline);
}

void
dect_sheet_head_init (DectSheetHead *head, const DectSheetSite *site, char *title, char *subtitle)
{
  *head = (DectSheetHead){ .title = title, .subtitle = subtitle };
  head->aside = g_strdup (dect_sheet_site_name (site));
  head->aside_sub = dect_sheet_date (site);
  head->outline = g_strdup (title);
}

void
dect_sheet_head_clear (DectSheetHead *head)
{
  g_clear_pointer (&head->title, g_free);
  g_clear_pointer (&head->subtitle, g_free);
  g_clear_pointer (&head->aside, g_free);
  g_clear_pointer (&head->aside_sub, g_free);
  g_clear_pointer (&head->hint, g_free);
  g_clear_pointer (&head->outline, g_free);
}

void
dect_sheet_page_free (DectSheetPage *page)
{
  dect_sheet_head_clear (&page->head);
  g_array_unref (page->blocks);
  g_free (page);
}

static DectSheetPage *
new_page (DectSheets *self, DectSheetKinds kind, double width_mm, double height_mm)
{
  DectSheetPage *page = g_new0 (DectSheetPage, 1);

  page->kind = kind;
  page->width_mm = width_mm;
  page->height_mm = height_mm;
  page->content = (DectSheetRect){ 0, 0, width_mm, height_mm };
  page->blocks = g_array_new (FALSE, FALSE, sizeof (DectSheetBlock));
  g_ptr_array_add (self->pages, page);
  return page;
}

DectSheetPage *
dect_sheets_add_page (DectSheets *self,
                      DectTextContext *context,
                      DectSheetKinds kind,
                      const DectSheetHead *head,
                      gboolean continued)
{
  DectSheetPage *page = new_page (self, kind, self->width_mm, self->height_mm);
  Header header;
  Footer footer;

  copy_head (&page->head, head, continued);
  measure_header (self, context, &page->head, &header);
  measure_footer (self, context, &page->head, 0, 0, &footer);
  page->content = (DectSheetRect){ SIDE_MM, header.bottom_mm + GAP_MM, room_mm (self),
                                   footer.top_mm - header.bottom_mm - 2 * GAP_MM };
  clear_header (&header);
  clear_footer (&footer);

  return page;
}

DectSheetPage *
dect_sheets_add_bare_page (
    DectSheets *self, DectSheetKinds kind, double width_mm, double height_mm, const char *outline)
{
  DectSheetPage *page = new_page (self, kind, width_mm, height_mm);

  page->head.outline = g_strdup (outline);
  return page;
}

DectSheetBlock *
dect_sheet_page_add (DectSheetPage *page, DectBlockDraw draw, DectSheetRect box, gconstpointer data)
{
  DectSheetBlock block = { .draw = draw, .box = box, .data = data };

  g_array_append_val (page->blocks, block);
  return &g_array_index (page->blocks, DectSheetBlock, page->blocks->len - 1);
}

static void
draw_table (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  dect_sheet_table_draw (block->data, cr, context, block->box.x_mm, block->box.y_mm, block->first,
                         block->n);
}

double
dect_sheets_flow_table (DectSheets *self,
                        DectTextContext *context,
                        DectSheetTable *table,
                        double top_mm)
{
  DectSheetPage *page = g_ptr_array_index (self->pages, self->pages->len - 1);
  guint first = 0, n_rows = dect_sheet_table_count (table);

  dect_sheets_keep (self, table, (GDestroyNotify) dect_sheet_table_free);
  while (first < n_rows)
    {
      double room = page->content.y_mm + page->content.height_mm - top_mm;
      guint n = dect_sheet_table_rows_in (table, first, room);

      if (n > 0 || top_mm <= page->content.y_mm)
        {
          DectSheetRect box = { page->content.x_mm, top_mm, page->content.width_mm, 0 };
          DectSheetBlock *block;

          /* a row that no page can hold goes over the foot rather than round and round */
          n = MAX (n, 1);
          box.height_mm = dect_sheet_table_height (table, first, n);
          block = dect_sheet_page_add (page, draw_table, box, table);
          block->first = first;
          block->n = n;
          first += n;
          top_mm += box.height_mm;
        }
      if (first < n_rows)
        {
          page = dect_sheets_add_page (self, context, page->kind, &page->head, TRUE);
          top_mm = page->content.y_mm;
        }
    }

  return top_mm;
}

double
dect_sheets_map_room (const DectSheets *self, double height_mm, double table_mm)
{
  double room_mm = height_mm - table_mm;

  if (room_mm >= height_mm * MAP_LEAST_SHARE)
    return room_mm;
  return self->options.landscape ? height_mm : height_mm * MAP_SHARE;
}

void
dect_sheet_page_draw_frame (const DectSheets *self,
                            cairo_t *cr,
                            DectTextContext *context,
                            guint number)
{
  const DectSheetPage *page = g_ptr_array_index (self->pages, number);
  double aside_x_mm = SIDE_MM + title_room (self, context, &page->head) + GAP_MM, base_mm;
  Header header;
  Footer footer;

  measure_header (self, context, &page->head, &header);
  dect_ink_set (cr, DECT_INK_BLACK);
  base_mm = header.bottom_mm - 2.2;
  dect_text_show (cr, header.title, SIDE_MM, base_mm - header.subtitle_mm - 0.6 - header.title_mm);
  dect_text_show (cr, header.aside, aside_x_mm,
                  base_mm - 0.6 - header.aside_sub_mm - header.aside_mm);
  if (self->logo != NULL)
    dect_sheet_logo_draw (self->logo, cr, header.aside_right_mm + GAP_MM,
                          base_mm - header.logo_height_mm, header.logo_width_mm);
  dect_ink_set (cr, DECT_INK_GREY);
  dect_text_show (cr, header.subtitle, SIDE_MM, base_mm - header.subtitle_mm);
  dect_text_show (cr, header.aside_sub, aside_x_mm, base_mm - header.aside_sub_mm);
  dect_ink_rule (cr, DECT_INK_BLACK, 0.35, SIDE_MM, header.bottom_mm, room_mm (self));
  clear_header (&header);

  measure_footer (self, context, &page->head, number + 1, self->pages->len, &footer);
  dect_ink_rule (cr, DECT_INK_LIGHT, 0.2, SIDE_MM, footer.top_mm, room_mm (self));
  dect_ink_set (cr, DECT_INK_GREY);
  dect_text_show (cr, footer.hint, SIDE_MM, footer.top_mm + 1.8);
  dect_text_show (cr, footer.number, SIDE_MM + room_mm (self) - footer.number_width_mm,
                  footer.top_mm + 1.8);
  clear_footer (&footer);
}
