/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-flow.h"

#include "model/dect-i18n.h"

#include <math.h>
#include <string.h>

#define CELL_LEAST_MM 55.0
#define CELL_GAP_MM 5.0
#define CAPTION_GAP_MM 0.6
#define MAP_LEAST_MM 26.0
#define MAP_MOST_MM 70.0
#define LEGEND_MM 9.0
#define SYMBOL_MM 3.0

/* One floor as a small picture with its name and count below. */
typedef struct
{
  DectSheetMap *map;
  char *title;
  char *count;
  double map_mm;
  double title_mm;
  double count_mm;
} Cell;

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  dect_sheet_map_free (cell->map);
  g_free (cell->title);
  g_free (cell->count);
  g_free (cell);
}

static void
draw_cell (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  const Cell *cell = block->data;
  DectSheetRect box = block->box;
  double width_mm = box.width_mm - 2 * DECT_MAP_SMALL_INSET_MM;
  g_autoptr (PangoLayout) title
      = dect_text_layout (context, DECT_TEXT_STRONG, cell->title, width_mm, 0);
  g_autoptr (PangoLayout) count
      = dect_text_layout (context, DECT_TEXT_SMALL, cell->count, width_mm, 0);
  double top_mm = box.y_mm + cell->map_mm + CAPTION_GAP_MM;

  dect_sheet_map_draw (cell->map, cr, context, &box);
  dect_ink_set (cr, DECT_INK_BLACK);
  dect_text_show (cr, title, box.x_mm + DECT_MAP_SMALL_INSET_MM, top_mm);
  dect_ink_set (cr, DECT_INK_GREY);
  dect_text_show (cr, count, box.x_mm + DECT_MAP_SMALL_INSET_MM, top_mm + cell->title_mm);
}

static double
measure (DectTextContext *context, DectTextStyle style, const char *text, double width_mm)
{
  g_autoptr (PangoLayout) layout = dect_text_layout (context, style, text, width_mm, 0);
  double height_mm;

  dect_text_size (layout, NULL, &height_mm);
  return height_mm;
}

static char *
count_text (guint n_rfps)
{
  return g_strdup_printf (ngettext ("%u base station", "%u base stations", n_rfps), n_rfps);
}

static Cell *
new_cell (DectSheets *self, DectTextContext *context, const DectFloor *floor, double width_mm)
{
  g_autoptr (GArray) rfps = dect_sheet_rfps (self->site.snapshot, floor);
  Cell *cell = g_new0 (Cell, 1);

  cell->map
      = dect_sheet_map_new (&self->site, floor, DECT_MAP_SMALL | DECT_MAP_LINKS | DECT_MAP_WALLS);
  cell->title = dect_sheet_floor_title (self->site.snapshot, floor);
  cell->count = count_text (rfps->len);
  cell->map_mm = dect_sheet_map_fit (cell->map, width_mm, MAP_MOST_MM);
  cell->title_mm
      = measure (context, DECT_TEXT_STRONG, cell->title, width_mm - 2 * DECT_MAP_SMALL_INSET_MM);
  cell->count_mm
      = measure (context, DECT_TEXT_SMALL, cell->count, width_mm - 2 * DECT_MAP_SMALL_INSET_MM);
  return dect_sheets_keep (self, cell, cell_free);
}

/* What the symbols and lines of all plans mean. */
static void
draw_legend (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  static const struct
  {
    DectRole role;
    const char *text;
  } roles[] = {
    { DECT_ROLE_MASTER, N_("master, runs the OMM") },
    { DECT_ROLE_FAILOVER, N_("failover, takes over from it") },
    { DECT_ROLE_NORMAL, N_("base station") },
  };
  double x_mm = block->box.x_mm, y_mm = block->box.y_mm + LEGEND_MM / 2;
  double step_mm = block->box.width_mm / 3;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      double at_mm = x_mm + i * step_mm;

      dect_sheet_map_symbol (cr, context, roles[i].role, "1", at_mm + SYMBOL_MM + 0.5, y_mm,
                             SYMBOL_MM);
      dect_text_draw (cr, context, DECT_TEXT_SMALL, DECT_INK_BLACK, _(roles[i].text),
                      at_mm + 2 * SYMBOL_MM + 2.5, y_mm - 1.8, 0);
    }
  for (guint i = 0; i <= DECT_MAP_LINE_SINGLE; i++)
    {
      DectMapLineKind kind = (DectMapLineKind) (DECT_MAP_LINE_SINGLE - i);
      double at_mm = x_mm + i * step_mm;
      DectPoint from = { at_mm, y_mm + LEGEND_MM };

      dect_sheet_map_line (cr, kind, from, (DectPoint){ from.x + 2 * SYMBOL_MM + 1, from.y });
      dect_text_draw (cr, context, DECT_TEXT_SMALL, DECT_INK_BLACK, dect_sheet_map_line_text (kind),
                      at_mm + 2 * SYMBOL_MM + 2.5, from.y - 1.8, 0);
    }
}

/* Takes the value. */
static void
add_fact (DectSheetTable *table, const char *what, char *value)
{
  g_autofree char *owned = value;

  dect_sheet_facts_add (table, what, owned);
}

static char *
chain_text (const DectSheetSite *site)
{
  guint n_components;

  if (site->chain == NULL || dect_chain_get_n_members (site->chain) == 0)
    return NULL;
  dect_chain_get_components (site->chain, &n_components);
  if (dect_chain_is_connected (site->chain))
    return g_strdup_printf (ngettext ("connected, the farthest is %u hop away",
                                      "connected, the farthest is %u hops away",
                                      dect_chain_get_max_level (site->chain)),
                            dect_chain_get_max_level (site->chain));
  return g_strdup_printf (
      ngettext ("not connected: %u group", "not connected: %u groups", n_components), n_components);
}

static char *
role_text (const DectSheetSite *site, DectRole role)
{
  const DectRfp *rfp = dect_snapshot_find_role (site->snapshot, role);
  const char *place = rfp != NULL ? dect_sheet_place_text (rfp) : NULL;

  if (rfp == NULL)
    return NULL;
  return g_strdup_printf ("%s · %s",
                          site->labels[dect_snapshot_index (site->snapshot, rfp->head.id)],
                          place != NULL ? place : "");
}

static char *
number_text (guint n)
{
  return n > 0 ? g_strdup_printf ("%u", n) : NULL;
}

static DectSheetTable *
make_facts (const DectSheetSite *site)
{
  DectSnapshot *snapshot = site->snapshot;
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  DectSheetTable *table = dect_sheet_facts_new ();
  g_autoptr (GArray) unplaced = dect_sheet_rfps (snapshot, NULL);

  add_fact (table, _("Customer"), g_strdup (info->customer));
  add_fact (table, _("Floors"), number_text (dect_snapshot_count (snapshot, DECT_KIND_FLOOR)));
  add_fact (table, _("Base stations"),
            number_text (dect_snapshot_count (snapshot, DECT_KIND_RFP)));
  add_fact (table, _("Without a place"), number_text (unplaced->len));
  add_fact (table, _("Handsets"), number_text (dect_snapshot_count (snapshot, DECT_KIND_HANDSET)));
  add_fact (table, _("Switches"), number_text (dect_snapshot_count (snapshot, DECT_KIND_SWITCH)));
  add_fact (table, _("Master"), role_text (site, DECT_ROLE_MASTER));
  add_fact (table, _("Failover"), role_text (site, DECT_ROLE_FAILOVER));
  add_fact (table, _("Chain"), chain_text (site));
  return table;
}

/* Rows of small pictures, each row as high as its highest. Returns: where the last one ends. */
static double
add_cells (DectSheets *self, DectTextContext *context, GPtrArray *floors, double top_mm)
{
  DectSheetPage *page = g_ptr_array_index (self->pages, self->pages->len - 1);
  guint n_columns
      = (guint) ((page->content.width_mm + CELL_GAP_MM) / (CELL_LEAST_MM + CELL_GAP_MM));
  double width_mm;

  /* few floors get larger pictures */
  n_columns = CLAMP (floors->len <= 4 ? floors->len : n_columns, 2, n_columns - (floors->len <= 4));
  width_mm = (page->content.width_mm - (n_columns - 1) * CELL_GAP_MM) / n_columns;
  for (guint i = 0; i < floors->len; i += n_columns)
    {
      guint n = MIN (n_columns, floors->len - i);
      g_autofree Cell **cells = g_new (Cell *, n);
      double map_mm = MAP_LEAST_MM, caption_mm = 0, height_mm;

      for (guint k = 0; k < n; k++)
        {
          cells[k] = new_cell (self, context, g_ptr_array_index (floors, i + k), width_mm);
          map_mm = fmax (map_mm, cells[k]->map_mm);
          caption_mm = fmax (caption_mm, cells[k]->title_mm + cells[k]->count_mm);
        }
      height_mm = map_mm + CAPTION_GAP_MM + caption_mm;
      if (top_mm + height_mm > page->content.y_mm + page->content.height_mm)
        {
          page = dect_sheets_add_page (self, context, page->kind, &page->head, TRUE);
          top_mm = page->content.y_mm;
        }
      for (guint k = 0; k < n; k++)
        {
          DectSheetRect box
              = { page->content.x_mm + k * (width_mm + CELL_GAP_MM), top_mm, width_mm, height_mm };

          cells[k]->map_mm = map_mm;
          dect_sheet_page_add (page, draw_cell, box, cells[k]);
        }
      top_mm += height_mm + CELL_GAP_MM;
    }

  return top_mm;
}

/* Floors without base stations tell nothing here. */
static GPtrArray *
floors_with_rfps (DectSnapshot *snapshot)
{
  g_autoptr (GPtrArray) floors = dect_sheet_floors (snapshot);
  GPtrArray *used = g_ptr_array_new ();

  for (guint i = 0; i < floors->len; i++)
    {
      g_autoptr (GArray) rfps = dect_sheet_rfps (snapshot, g_ptr_array_index (floors, i));

      if (rfps->len > 0)
        g_ptr_array_add (used, g_ptr_array_index (floors, i));
    }
  return used;
}

gboolean
dect_sheets_add_overview (DectSheets *self,
                          DectTextContext *context,
                          GCancellable *cancellable,
                          GError **error)
{
  DectSnapshot *snapshot = self->site.snapshot;
  g_autoptr (GPtrArray) floors = floors_with_rfps (snapshot);
  DectSheetTable *table;
  DectSheetHead head;
  DectSheetPage *page;
  DectSheetRect box;
  double top_mm;

  if (dect_snapshot_count (snapshot, DECT_KIND_RFP) == 0)
    return TRUE;

  dect_sheet_head_init (&head, &self->site, g_strdup (_("Overview")),
                        g_strdup (_("All floors with their base stations")));
  page = dect_sheets_add_page (self, context, DECT_SHEET_OVERVIEW, &head, FALSE);
  dect_sheet_head_clear (&head);
  table = make_facts (&self->site);
  dect_sheet_table_fit (table, context, page->content.width_mm);
  top_mm = dect_sheets_flow_table (self, context, table, page->content.y_mm) + CELL_GAP_MM;
  page = g_ptr_array_index (self->pages, self->pages->len - 1);
  box = (DectSheetRect){ page->content.x_mm, top_mm, page->content.width_mm, 2 * LEGEND_MM };
  dect_sheet_page_add (page, draw_legend, box, NULL);
  add_cells (self, context, floors, top_mm + 2 * LEGEND_MM + CELL_GAP_MM);

  return dect_sheets_check (self, 0.05, cancellable, error);
}
