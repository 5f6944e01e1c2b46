/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "model/dect-i18n.h"
#include "sheet/dect-sheet-private.h"

#include <math.h>

/* A table that leaves the plan this share of the page's height stays below it; a longer one goes on
 * on the next page, and the plan gets more. Across, where height is short, the plan may have it
 * all. */
#define MAP_LEAST_SHARE 0.45
#define MAP_SHARE 0.56
#define MAP_GAP_MM 2.0

/* Heights that differ less are the same to someone on a ladder. */
#define SAME_HEIGHT_M 0.05

/* The height most of them have; %NAN when none states one. */
static double
usual_height (DectSnapshot *snapshot, GArray *rfps)
{
  double usual_m = NAN;
  guint best = 0;

  for (guint i = 0; i < rfps->len; i++)
    {
      double height_m = dect_snapshot_rfp (snapshot, g_array_index (rfps, guint, i))->mount_m;
      guint count = 0;

      for (guint j = 0; j < rfps->len; j++)
        count += fabs (dect_snapshot_rfp (snapshot, g_array_index (rfps, guint, j))->mount_m
                       - height_m)
                 < SAME_HEIGHT_M;
      if (count > best)
        {
          best = count;
          usual_m = height_m;
        }
    }

  return usual_m;
}

static char *
place_note (const DectRfp *rfp, double usual_m)
{
  GString *note = g_string_new (NULL);

  if (rfp->room != NULL && rfp->name != NULL && !g_str_equal (rfp->room, rfp->name))
    g_string_append (note, rfp->name);
  if (isfinite (rfp->mount_m) && !(fabs (rfp->mount_m - usual_m) < SAME_HEIGHT_M))
    {
      g_autofree char *text = NULL;

      g_string_append (note, note->len > 0 ? " · " : "");
      /* Translators: height of a base station above the floor */
      text = dect_sheet_length_text (rfp->mount_m, 1);
      g_string_append_printf (note, _("at %s"), text);
    }
  if (isfinite (rfp->azimuth_deg))
    {
      g_string_append (note, note->len > 0 ? " · " : "");
      /* Translators: direction of a base station's antenna, clockwise from the top of the plan */
      g_string_append_printf (note, _("antenna %.0f°"), rfp->azimuth_deg);
    }

  return g_string_free (note, note->len == 0);
}

static void
add_row (DectSheetTable *table, const DectSheetSite *site, guint index, double usual_m)
{
  const DectRfp *rfp = dect_snapshot_rfp (site->snapshot, index);
  g_autofree char *note = place_note (rfp, usual_m);
  g_autofree char *mac = dect_sheet_mac_text (rfp);
  g_autofree char *port = dect_sheet_switch_text (site->snapshot, rfp);
  const DectCell cells[] = {
    { site->labels[index] },
    { dect_sheet_place_text (rfp), note },
    { mac },
    { dect_sheet_model_text (rfp) },
    { dect_sheet_role_text (rfp) },
    { rfp->target_ip },
    { port },
    { NULL },
    { NULL },
  };

  dect_sheet_table_add (table, cells);
}

static DectSheetTable *
make_table (const DectSheetSite *site, GArray *rfps, double usual_m)
{
  const DectColumn columns[] = {
    { C_("base station", "No."), DECT_COLUMN_STRONG, 10, 0, NULL },
    { _("Place"), DECT_COLUMN_TEXT, 26, 3, NULL },
    { _("MAC"), DECT_COLUMN_MONO, 34, 0.5, _("MAC sticker") },
    { _("Model"), DECT_COLUMN_TEXT, 16, 0.5, NULL },
    { _("Role"), DECT_COLUMN_TEXT, 13, 0.5, NULL },
    { _("IP"), DECT_COLUMN_TEXT, 20, 0.5, NULL },
    { _("Switch"), DECT_COLUMN_TEXT, 16, 0.5, NULL },
    { _("Mounted"), DECT_COLUMN_CHECK, 18, 0, NULL },
    { _("Initials"), DECT_COLUMN_BLANK, 16, 1, NULL },
  };
  DectSheetTable *table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns));

  for (guint i = 0; i < rfps->len; i++)
    add_row (table, site, g_array_index (rfps, guint, i), usual_m);

  return table;
}

static char *
hint_text (double usual_m)
{
  g_autofree char *height = NULL;

  if (!isfinite (usual_m))
    return g_strdup (_("Never on metal, 1 m from other base stations."));

  height = dect_sheet_length_text (usual_m, 1);
  return g_strdup_printf (_("Mount at %s unless the table says otherwise. "
                             "Never on metal, 1 m from other base stations."),
                          height);
}

static char *
aside_text (const DectSheetSite *site, const DectSheetMap *map)
{
  g_autofree char *date = dect_sheet_date (site);
  g_autofree char *scale = NULL;

  /* Translators: scale of a plan on paper */
  if (dect_sheet_map_get_ratio (map) > 0)
    scale = g_strdup_printf (_("1 : %u"), dect_sheet_map_get_ratio (map));
  else
    scale = g_strdup (_("not to scale"));

  return date != NULL ? g_strdup_printf ("%s · %s", date, scale) : g_steal_pointer (&scale);
}

/* Height for the plan, when the whole table would take @table_mm. */
static double
map_room (const DectSheets *self, const DectSheetPage *page, double table_mm)
{
  double page_mm = page->content.height_mm, room_mm = page_mm - MAP_GAP_MM - table_mm;

  if (self->options.landscape)
    return page_mm;
  return room_mm >= page_mm * MAP_LEAST_SHARE ? room_mm : page_mm * MAP_SHARE;
}

static void
draw_map (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  dect_sheet_map_draw (block->data, cr, context, &block->box);
}

static void
add_floor (DectSheets *self, DectTextContext *context, const DectFloor *floor, GArray *rfps)
{
  double usual_m = usual_height (self->site.snapshot, rfps);
  DectSheetTable *table = make_table (&self->site, rfps, usual_m);
  DectSheetMap *map = dect_sheets_keep (self, dect_sheet_map_new (&self->site, floor),
                                        (GDestroyNotify) dect_sheet_map_free);
  DectSheetHead head = { 0 };
  DectSheetPage *page;
  DectSheetRect box;
  double room_mm;

  head.title = dect_sheet_floor_title (self->site.snapshot, floor);
  head.subtitle = g_strdup (_("Placement of base stations"));
  head.aside = g_strdup (dect_sheet_site_name (&self->site));
  head.aside_sub
      = g_strdup (" "); /* the scale is known once the plan is fitted between header and table */
  head.hint = hint_text (usual_m);
  head.outline = g_strdup (head.title);
  page = dect_sheets_add_page (self, context, DECT_SHEET_PLACEMENT, &head, FALSE);
  dect_sheet_head_clear (&head);

  dect_sheet_table_fit (table, context, page->content.width_mm);
  room_mm
      = map_room (self, page, dect_sheet_table_height (table, 0, dect_sheet_table_count (table)));
  box = page->content;
  box.height_mm = dect_sheet_map_fit (map, page->content.width_mm, room_mm);
  dect_sheet_page_add (page, draw_map, box, map);
  g_free (page->head.aside_sub);
  page->head.aside_sub = aside_text (&self->site, map);

  dect_sheets_flow_table (self, context, table, box.y_mm + box.height_mm + MAP_GAP_MM);
}

static void
add_unplaced (DectSheets *self, DectTextContext *context)
{
  g_autoptr (GArray) rfps = dect_sheet_rfps (self->site.snapshot, NULL);
  double usual_m = usual_height (self->site.snapshot, rfps);
  DectSheetHead head = { 0 };
  DectSheetTable *table;
  DectSheetPage *page;

  if (rfps->len == 0)
    return;

  head.title = g_strdup (_("Without a place"));
  head.subtitle = g_strdup (_("Base stations that are on no plan yet"));
  head.aside = g_strdup (dect_sheet_site_name (&self->site));
  head.aside_sub = dect_sheet_date (&self->site);
  head.hint = hint_text (usual_m);
  head.outline = g_strdup (head.title);
  page = dect_sheets_add_page (self, context, DECT_SHEET_PLACEMENT, &head, FALSE);
  dect_sheet_head_clear (&head);

  table = make_table (&self->site, rfps, usual_m);
  dect_sheet_table_fit (table, context, page->content.width_mm);
  dect_sheets_flow_table (self, context, table, page->content.y_mm);
}

gboolean
dect_sheets_add_placement (DectSheets *self,
                           DectTextContext *context,
                           GCancellable *cancellable,
                           GError **error)
{
  DectSnapshot *snapshot = self->site.snapshot;
  g_autoptr (GPtrArray) floors = dect_sheet_floors (snapshot);

  for (guint i = 0; i < floors->len; i++)
    {
      const DectFloor *floor = g_ptr_array_index (floors, i);
      g_autoptr (GArray) rfps = dect_sheet_rfps (snapshot, floor);

      if (!dect_sheets_check (self, (double) i / floors->len / 8, cancellable, error))
        return FALSE;
      if (rfps->len > 0)
        add_floor (self, context, floor, rfps);
    }
  add_unplaced (self, context);

  return TRUE;
}
