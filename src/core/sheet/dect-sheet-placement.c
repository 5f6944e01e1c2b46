/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-sheet"

#include "config.h"

#include "model/dect-i18n.h"
#include "sheet/dect-sheet-private.h"

#include <math.h>
#include <string.h>

#define MAP_GAP_MM 1.0

/* The column for drilling, which is left out where there is nothing to measure from. */
#define MEASURES 2
#define DROP_MEASURES(array)                                                                       \
  memmove (&(array)[MEASURES], &(array)[MEASURES + 1],                                             \
           sizeof (array) - (MEASURES + 1) * sizeof (array)[0])

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

static char *
measures_text (const DectSheets *self, const DectSheetMap *map, guint rfp)
{
  switch (map != NULL ? self->options.measures : DECT_MEASURES_NONE)
    {
    case DECT_MEASURES_DISTANCES:
      return dect_sheet_map_dup_tapes (map, rfp);
    case DECT_MEASURES_COORDINATES:
      return dect_sheet_map_dup_coordinates (map, rfp);
    case DECT_MEASURES_NONE:
    default:
      return NULL;
    }
}

static void
add_row (DectSheets *self,
         DectSheetTable *table,
         const DectSheetMap *map,
         guint index,
         double usual_m,
         gboolean measures)
{
  const DectRfp *rfp = dect_snapshot_rfp (self->site.snapshot, index);
  g_autofree char *note = place_note (rfp, usual_m);
  g_autofree char *mac = dect_sheet_mac_text (rfp);
  g_autofree char *port = dect_sheet_switch_text (self->site.snapshot, rfp);
  g_autofree char *where = measures_text (self, map, index);
  DectCell cells[] = {
    { self->site.labels[index] },
    { dect_sheet_place_text (rfp), note },
    { where },
    { mac },
    { dect_sheet_model_text (rfp), dect_sheet_role_text (rfp) },
    { rfp->target_ip },
    { port },
    { NULL },
    { NULL },
  };

  if (!measures)
    DROP_MEASURES (cells);
  dect_sheet_table_add (table, cells);
}

static gboolean
any_measures (const DectSheets *self, const DectSheetMap *map, GArray *rfps)
{
  for (guint i = 0; i < rfps->len; i++)
    {
      g_autofree char *text = measures_text (self, map, g_array_index (rfps, guint, i));

      if (text != NULL)
        return TRUE;
    }
  return FALSE;
}

static DectSheetTable *
make_table (DectSheets *self, const DectSheetMap *map, GArray *rfps, double usual_m)
{
  gboolean measures = any_measures (self, map, rfps);
  DectColumn columns[] = {
    { C_("base station", "No."), DECT_COLUMN_STRONG, 9, 0, NULL },
    { _("Place"), DECT_COLUMN_TEXT, 26, 3, NULL },
    { self->options.measures == DECT_MEASURES_COORDINATES ? _("From the corner")
                                                          : _("To the walls"),
      DECT_COLUMN_TEXT, 20, 0, NULL },
    { _("MAC"), DECT_COLUMN_MONO, 33, 0.5, _("MAC sticker") },
    { _("Model"), DECT_COLUMN_TEXT, 16, 0.5, NULL },
    { _("IP"), DECT_COLUMN_TEXT, 20, 0.5, NULL },
    { _("Switch"), DECT_COLUMN_TEXT, 15, 0.5, NULL },
    { _("Mounted"), DECT_COLUMN_CHECK, 16, 0, NULL },
    { _("Initials"), DECT_COLUMN_BLANK, 14, 1, NULL },
  };
  DectSheetTable *table;

  if (!measures)
    DROP_MEASURES (columns);
  table = dect_sheet_table_new (columns, G_N_ELEMENTS (columns) - !measures);
  for (guint i = 0; i < rfps->len; i++)
    add_row (self, table, map, g_array_index (rfps, guint, i), usual_m, measures);

  return table;
}

static char *
hint_text (const DectSheets *self, double usual_m)
{
  GString *text = g_string_new (NULL);

  if (isfinite (usual_m))
    {
      g_autofree char *height = dect_sheet_length_text (usual_m, 1);

      g_string_append_printf (text, _("Mount at %s unless the table says otherwise."), height);
      g_string_append_c (text, ' ');
    }
  g_string_append (text, _("Never on metal, 1 m from other base stations."));
  if (self->options.measures == DECT_MEASURES_DISTANCES)
    g_string_append_printf (
        text, " %s", _("Distances are to the line drawn for the wall; arrows as on the plan."));
  else if (self->options.measures == DECT_MEASURES_COORDINATES)
    g_string_append_printf (text, " %s",
                            _("x to the right, y down, from the marked corner of the plan."));
  return g_string_free (text, FALSE);
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

static void
draw_map (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  dect_sheet_map_draw (block->data, cr, context, &block->box);
}

/* A floor's map at a true scale, on pages of its own. */
typedef struct
{
  const DectSheetMap *map;
  DectSheetTiles tiles;
} Tiled;

static void
draw_tile (const DectSheetBlock *block, cairo_t *cr, DectTextContext *context)
{
  const Tiled *tiled = block->data;

  dect_sheet_map_draw_tile (tiled->map, cr, context, &block->box, &tiled->tiles, block->first);
}

static DectSheetMap *
new_map (DectSheets *self, const DectFloor *floor)
{
  DectSheetMapParts parts = DECT_MAP_LINKS;

  if (!self->options.no_walls)
    parts |= DECT_MAP_WALLS;
  if (self->options.measures == DECT_MEASURES_DISTANCES)
    parts |= DECT_MAP_TAPES;
  if (self->options.measures == DECT_MEASURES_COORDINATES)
    parts |= DECT_MAP_ORIGIN;
  return dect_sheets_keep (self, dect_sheet_map_new (&self->site, floor, parts),
                           (GDestroyNotify) dect_sheet_map_free);
}

static void
add_tiles (DectSheets *self,
           DectTextContext *context,
           const DectSheetHead *floor_head,
           const Tiled *tiled)
{
  guint n_tiles = tiled->tiles.n_x * tiled->tiles.n_y;

  for (guint tile = 0; tile < n_tiles; tile++)
    {
      DectSheetHead head = *floor_head;
      g_autofree char *name = dect_sheet_tile_name (&tiled->tiles, tile);
      g_autofree char *subtitle = NULL, *aside = aside_text (&self->site, tiled->map);
      DectSheetPage *page;

      /* Translators: a plan on several pages: name of this one, how many there are */
      subtitle = g_strdup_printf (_("Part %s of %u of the plan"), name, n_tiles);
      head.subtitle = subtitle;
      head.aside_sub = aside;
      head.hint = (char *) _(
          "Print at 100 %, not fitted to the page. Cut at the frame, lay cross on cross.");
      head.outline = NULL;
      page = dect_sheets_add_page (self, context, DECT_SHEET_PLACEMENT, &head, FALSE);
      dect_sheet_page_add (page, draw_tile, page->content, tiled)->first = tile;
    }
}

/* Returns: whether the plan goes on pages of its own at the scale that was asked for. */
static gboolean
tile_map (
    DectSheets *self, const DectSheetPage *page, DectSheetMap *map, Tiled **tiled, GError **error)
{
  DectSheetTiles tiles;
  guint64 n_tiles;

  *tiled = NULL;
  if (self->options.scale == 0
      || !dect_sheet_map_tile (map, self->options.scale, page->content.width_mm,
                               page->content.height_mm, &tiles))
    return TRUE;
  n_tiles = (guint64) tiles.n_x * tiles.n_y;
  if (n_tiles > DECT_SHEET_MAX_TILES)
    {
      g_set_error (
          error, DECT_SHEET_ERROR, DECT_SHEET_ERROR_SCALE,
          _("“%s” would take more than %u pages at 1 : %u; choose a smaller scale such as "
             "1 : %u."),
          page->head.title, DECT_SHEET_MAX_TILES, self->options.scale, self->options.scale * 2);
      return FALSE;
    }
  *tiled = dect_sheets_keep (self, g_new0 (Tiled, 1), g_free);
  (*tiled)->map = map;
  (*tiled)->tiles = tiles;
  return TRUE;
}

static gboolean
add_floor (DectSheets *self,
           DectTextContext *context,
           const DectFloor *floor,
           GArray *rfps,
           GError **error)
{
  double usual_m = usual_height (self->site.snapshot, rfps);
  DectSheetMap *map = new_map (self, floor), *shown = map;
  DectSheetTable *table = make_table (self, map, rfps, usual_m);
  DectSheetHead head;
  DectSheetPage *page;
  DectSheetRect box;
  Tiled *tiled;
  double room_mm;
  gboolean alone;

  dect_sheet_head_init (&head, &self->site, dect_sheet_floor_title (self->site.snapshot, floor),
                        g_strdup (_("Placement of base stations")));
  head.hint = hint_text (self, usual_m);
  page = dect_sheets_add_page (self, context, DECT_SHEET_PLACEMENT, &head, FALSE);
  if (!tile_map (self, page, map, &tiled, error))
    {
      dect_sheet_head_clear (&head);
      dect_sheet_table_free (table);
      return FALSE;
    }

  dect_sheet_table_fit (table, context, page->content.width_mm);
  room_mm
      = dect_sheets_map_room (self, page->content.height_mm - MAP_GAP_MM,
                              dect_sheet_table_height (table, 0, dect_sheet_table_count (table)));
  /* one page at the true scale is the floor's page; of several this one is the index */
  alone = tiled != NULL && tiled->tiles.n_x * tiled->tiles.n_y == 1;
  if (tiled != NULL && !alone)
    {
      shown = new_map (self, floor);
      dect_sheet_map_set_index (shown, &tiled->tiles);
    }
  box = page->content;
  box.height_mm = alone ? dect_sheet_map_get_height (map)
                        : dect_sheet_map_fit (shown, page->content.width_mm, room_mm);
  dect_sheet_page_add (page, draw_map, box, shown);
  g_free (page->head.aside_sub);
  page->head.aside_sub = aside_text (&self->site, shown);

  dect_sheets_flow_table (self, context, table, box.y_mm + box.height_mm + MAP_GAP_MM);
  if (tiled != NULL && !alone)
    add_tiles (self, context, &head, tiled);
  dect_sheet_head_clear (&head);
  return TRUE;
}

static void
add_unplaced (DectSheets *self, DectTextContext *context)
{
  g_autoptr (GArray) rfps = dect_sheet_rfps (self->site.snapshot, NULL);
  double usual_m = usual_height (self->site.snapshot, rfps);
  DectSheetHead head;
  DectSheetTable *table;
  DectSheetPage *page;

  if (rfps->len == 0)
    return;

  dect_sheet_head_init (&head, &self->site, g_strdup (_("Without a place")),
                        g_strdup (_("Base stations that are on no plan yet")));
  page = dect_sheets_add_page (self, context, DECT_SHEET_PLACEMENT, &head, FALSE);
  dect_sheet_head_clear (&head);

  table = make_table (self, NULL, rfps, usual_m);
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
      if (rfps->len > 0 && !add_floor (self, context, floor, rfps, error))
        return FALSE;
    }
  add_unplaced (self, context);

  return TRUE;
}
