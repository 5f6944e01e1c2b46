/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "sheet/dect-sheet-report.h"

#include "model/dect-i18n.h"
#include "model/dect-locale.h"

#include <math.h>

#define MARGIN_MM 24.0
#define LOGO_WIDTH_MM 70.0
#define LOGO_HEIGHT_MM 28.0

/* A cell of the prediction is about this large on paper. */
#define CELL_MM 0.7
#define CELL_LEAST_M 0.1

void
dect_report_head (DectSheets *self, DectSheetHead *head, char *title)
{
  dect_sheet_head_init (head, &self->site, title, g_strdup (_("Handover report")));
}

/* --- Cover ----------------------------------------------------------------------------------------- */

static void
add_fact (DectSheetTable *table, const char *what, const char *value)
{
  const DectCell cells[] = { { what }, { value } };

  if (value != NULL && value[0] != '\0')
    dect_sheet_table_add (table, cells);
}

static DectSheetTable *
make_facts (DectSheets *self)
{
  const DectColumn columns[]
      = { { "", DECT_COLUMN_TEXT, 40, 0, NULL }, { "", DECT_COLUMN_STRONG, 60, 1, NULL } };
  DectSnapshot *snapshot = self->site.snapshot;
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  guint n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  guint n_handsets = dect_snapshot_count (snapshot, DECT_KIND_HANDSET);
  g_autofree char *date = dect_snapshot_get_changed (snapshot) > 0
                              ? dect_locale_dup_date (dect_snapshot_get_changed (snapshot))
                              : NULL;
  g_autofree char *rfps = g_strdup_printf ("%u", n_rfps);
  g_autofree char *handsets = g_strdup_printf ("%u", n_handsets);

  add_fact (table, _("Customer"), info->customer);
  add_fact (table, _("Site"), dect_sheet_site_name (&self->site));
  add_fact (table, _("Installed by"), self->installer);
  add_fact (table, _("Plan last changed"), date);
  add_fact (table, _("Base stations"), rfps);
  add_fact (table, _("Handsets"), handsets);
  add_fact (table, _("OMM release"), info->omm_release);
  add_fact (table, _("Gateway at the PBX"), info->gateway);
  return table;
}

typedef struct
{
  const DectSheets *sheets;
  char *title;
  char *subtitle;
} Cover;

static void
cover_free (gpointer data)
{
  Cover *cover = data;

  g_free (cover->title);
  g_free (cover->subtitle);
  g_free (cover);
}

/* Two thirds up, where the eye looks first; the logo above. */
static void
draw_cover (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  const Cover *cover = block->data;
  const DectSheetRect *box = &block->box;
  g_autoptr (PangoLayout) title
      = dect_text_layout (context, DECT_TEXT_DISPLAY, cover->title, box->width_mm, 3);
  g_autoptr (PangoLayout) subtitle
      = dect_text_layout (context, DECT_TEXT_TITLE, cover->subtitle, box->width_mm, 4);
  double title_mm, subtitle_mm;

  if (cover->sheets->logo != NULL)
    {
      double width_mm = LOGO_WIDTH_MM, height_mm = LOGO_HEIGHT_MM;

      dect_sheet_logo_fit (cover->sheets->logo, &width_mm, &height_mm);
      dect_sheet_logo_draw (cover->sheets->logo, cr, box->x_mm, box->y_mm, width_mm);
    }
  dect_text_size (title, NULL, &title_mm);
  dect_text_size (subtitle, NULL, &subtitle_mm);
  dect_ink_set (cr, DECT_INK_BLACK);
  dect_text_show (cr, title, box->x_mm, box->y_mm + box->height_mm - subtitle_mm - title_mm - 6);
  dect_ink_set (cr, DECT_INK_GREY);
  dect_text_show (cr, subtitle, box->x_mm, box->y_mm + box->height_mm - subtitle_mm - 4);
  dect_ink_rule (cr, DECT_INK_BLACK, 0.7, box->x_mm, box->y_mm + box->height_mm, box->width_mm);
}

static void
draw_table (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  dect_sheet_table_draw (block->data, cr, context, block->box.x_mm, block->box.y_mm, 0,
                         dect_sheet_table_count (block->data));
}

static void
add_cover (DectSheets *self, DectTextContext *context)
{
  DectSheetPage *page = dect_sheets_add_bare_page (self, DECT_SHEET_REPORT, self->width_mm,
                                                   self->height_mm, _("Cover"));
  DectSheetTable *table
      = dect_sheets_keep (self, make_facts (self), (GDestroyNotify) dect_sheet_table_free);
  Cover *cover = dect_sheets_keep (self, g_new0 (Cover, 1), cover_free);
  DectSheetRect box = { MARGIN_MM, MARGIN_MM, self->width_mm - 2 * MARGIN_MM, 0 };
  double table_mm;

  cover->sheets = self;
  cover->title = g_strdup (_("Handover report"));
  cover->subtitle = g_strdup_printf (_("DECT system · %s"), dect_sheet_site_name (&self->site));
  dect_sheet_table_fit (table, context, box.width_mm);
  table_mm = dect_sheet_table_height (table, 0, dect_sheet_table_count (table));
  box.height_mm = fmin (self->height_mm * 0.48, self->height_mm - 2 * MARGIN_MM - table_mm - 8);
  dect_sheet_page_add (page, draw_cover, box, cover);
  box.y_mm += box.height_mm + 8;
  box.height_mm = table_mm;
  dect_sheet_page_add (page, draw_table, box, table);
}

/* --- Plans ----------------------------------------------------------------------------------------- */

static void
draw_map (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  dect_sheet_map_draw (block->data, cr, context, &block->box);
}

static char *
coverage_text (DectCoverage *coverage)
{
  double limit_dbm = dect_coverage_get_limit (coverage);
  g_autofree char *share
      = dect_locale_dup_number (100 * dect_coverage_get_share (coverage, limit_dbm), 0);
  g_autofree char *level = dect_sheet_level_text (limit_dbm);

  /* Translators: a share of an area, and the level it has */
  return g_strdup_printf (
      _("Predicted: %s %% of the area shown have %s dBm and better at a handset."), share, level);
}

/* Only the part that the map shows counts: what lies around it nobody ordered. */
static DectCoverage *
predict (DectSheets *self,
         const DectFloor *floor,
         const DectSheetMap *map,
         GCancellable *cancellable,
         GError **error)
{
  DectArea area;
  double cell_m = fmax (CELL_LEAST_M, CELL_MM * dect_sheet_map_get_ratio (map) / 1000);
  g_autoptr (GError) cause = NULL;
  DectCoverage *coverage;

  dect_sheet_map_get_area (map, &area);
  coverage = dect_coverage_new_area (self->site.snapshot, floor->head.id, cell_m, &area, NULL,
                                     cancellable, &cause);
  if (coverage == NULL && g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&cause));
  else if (coverage == NULL)
    g_debug ("coverage: %s", cause->message);
  return coverage;
}

/* A neighbour in the chain and what its link has to spare. */
static void
name_neighbour (const DectSheets *self, gint rfp, double margin_db, char **name, char **spare)
{
  const char *place
      = rfp >= 0 ? dect_sheet_place_text (dect_snapshot_rfp (self->site.snapshot, (guint) rfp))
                 : NULL;
  g_autofree char *number = isfinite (margin_db) ? dect_locale_dup_number (margin_db, 0) : NULL;

  *name = rfp >= 0 ? g_strdup_printf ("%s · %s", self->site.labels[rfp], place != NULL ? place : "")
                   : NULL;
  *spare = number != NULL ? g_strdup_printf (_("%s dB spare"), number) : NULL;
}

static void
add_chain_row (const DectSheets *self, DectSheetTable *table, guint index)
{
  const DectChainNode *node = dect_chain_get_node (self->site.chain, index);
  const DectRfp *rfp = dect_snapshot_rfp (self->site.snapshot, index);
  g_autofree char *parent = NULL, *margin = NULL, *second = NULL, *second_margin = NULL;
  const char *from;

  name_neighbour (self, node->parent, node->margin_db, &parent, &margin);
  name_neighbour (self, node->second, node->second_margin_db, &second, &second_margin);
  from = parent != NULL        ? parent
         : node->level == 0    ? _("starts the synchronisation")
         : node->component < 0 ? _("not part of the chain")
                               : _("not connected");
  dect_sheet_table_add (
      table, (const DectCell[]){ { self->site.labels[index] },
                                 { dect_sheet_place_text (rfp), dect_sheet_role_text (rfp) },
                                 { from, margin },
                                 { second != NULL      ? second
                                   : node->parent >= 0 ? C_("second way", "none")
                                                       : NULL,
                                   second_margin } });
}

/* Returns: (nullable): without a chain there is none */
static DectSheetTable *
make_chain_table (DectSheets *self, GArray *rfps)
{
  const DectColumn columns[] = {
    { C_("base station", "No."), DECT_COLUMN_STRONG, 10, 0, NULL },
    { _("Place"), DECT_COLUMN_TEXT, 40, 1, NULL },
    { _("Synchronised from"), DECT_COLUMN_TEXT, 45, 1, NULL },
    { _("Second way"), DECT_COLUMN_TEXT, 45, 1, NULL },
  };
  DectSheetTable *table;

  if (self->site.chain == NULL)
    return NULL;
  table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < rfps->len; i++)
    add_chain_row (self, table, g_array_index (rfps, guint, i));
  return table;
}

static gboolean
add_plan (DectSheets *self,
          DectTextContext *context,
          const DectFloor *floor,
          GArray *rfps,
          GCancellable *cancellable,
          GError **error)
{
  DectSheetMap *map = dect_sheets_keep (
      self, dect_sheet_map_new (&self->site, floor, DECT_MAP_LINKS | DECT_MAP_WALLS),
      (GDestroyNotify) dect_sheet_map_free);
  DectSheetTable *chain = make_chain_table (self, rfps);
  g_autoptr (DectCoverage) coverage = NULL;
  g_autoptr (GError) cause = NULL;
  double table_mm = 0;
  DectSheetHead head;
  DectFlow flow;

  dect_report_head (self, &head, dect_sheet_floor_title (self->site.snapshot, floor));
  dect_flow_begin (&flow, self, context, DECT_SHEET_REPORT, &head);
  dect_sheet_head_clear (&head);
  if (chain != NULL)
    {
      dect_sheet_table_fit (chain, context, dect_flow_page (&flow)->content.width_mm);
      table_mm = dect_sheet_table_height (chain, 0, dect_sheet_table_count (chain));
    }
  dect_sheet_map_fit (
      map, dect_flow_page (&flow)->content.width_mm,
      dect_sheets_map_room (self, dect_flow_left (&flow) - DECT_MAP_FOOT_SPARE_MM, table_mm));
  if (dect_sheet_map_get_ratio (map) > 0)
    {
      coverage = predict (self, floor, map, cancellable, &cause);
      if (cause != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          g_clear_pointer (&chain, dect_sheet_table_free);
          return FALSE;
        }
    }
  if (coverage != NULL)
    dect_sheet_map_set_coverage (map, coverage);
  dect_flow_block (&flow, draw_map, dect_sheet_map_get_height (map), map);
  dect_flow_space (&flow, 2);
  if (coverage != NULL)
    {
      g_autofree char *text = coverage_text (coverage);

      dect_flow_text (&flow, DECT_TEXT_BODY, DECT_INK_BLACK, text);
    }
  if (chain != NULL)
    {
      dect_flow_space (&flow, 3);
      dect_flow_table (&flow, chain);
    }
  return TRUE;
}

static gboolean
add_plans (DectSheets *self, DectTextContext *context, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) floors = dect_sheet_floors (self->site.snapshot);

  for (guint i = 0; i < floors->len; i++)
    {
      const DectFloor *floor = g_ptr_array_index (floors, i);
      g_autoptr (GArray) rfps = dect_sheet_rfps (self->site.snapshot, floor);

      if (!dect_sheets_check (self, 7.0 / 8 + (double) i / floors->len / 16, cancellable, error)
          || (rfps->len > 0 && !add_plan (self, context, floor, rfps, cancellable, error)))
        return FALSE;
    }
  return TRUE;
}

gboolean
dect_sheets_add_report (DectSheets *self,
                        DectTextContext *context,
                        GCancellable *cancellable,
                        GError **error)
{
  DectSnapshot *snapshot = self->site.snapshot;

  if (dect_snapshot_count (snapshot, DECT_KIND_RFP) == 0
      && dect_snapshot_count (snapshot, DECT_KIND_HANDSET) == 0)
    return TRUE;

  add_cover (self, context);
  if (!add_plans (self, context, cancellable, error)
      || !dect_report_add_checks (self, context, cancellable, error))
    return FALSE;
  dect_report_add_lists (self, context);
  dect_report_add_log (self, context);
  return TRUE;
}
