/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-floor-edit.h"

#include "model/dect-edit.h"
#include "model/dect-i18n.h"

#include <math.h>

static const DectFloor *
find_floor (DectSite *site, guint32 id)
{
  const DectRecord *record = dect_site_find_record (site, id);

  return record != NULL && record->kind == DECT_KIND_FLOOR ? DECT_FLOOR (record) : NULL;
}

/* --- Order ------------------------------------------------------------------------------------- */

static gint
compare_levels (gconstpointer a, gconstpointer b)
{
  const DectFloor *floor_a = *(const DectFloor *const *) a;
  const DectFloor *floor_b = *(const DectFloor *const *) b;

  if (floor_a->level != floor_b->level)
    return floor_a->level < floor_b->level ? -1 : 1;
  return floor_a->head.id < floor_b->head.id ? -1 : 1;
}

/* The floors of a building, lowest first; two on one level (a gallery beside a hall) in the order
 * they were made. */
static GPtrArray *
list_storeys (DectSite *site, guint32 building)
{
  GListModel *floors = dect_site_list (site, DECT_KIND_FLOOR);
  GPtrArray *storeys = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      const DectFloor *floor = DECT_FLOOR (dect_item_get_record (item));

      if (floor->building == building)
        g_ptr_array_add (storeys, (gpointer) floor);
    }
  g_ptr_array_sort (storeys, compare_levels);
  return storeys;
}

const DectFloor *
dect_floor_neighbour (DectSite *site, guint32 floor, gint step)
{
  const DectFloor *present;
  g_autoptr (GPtrArray) storeys = NULL;
  guint at;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  present = find_floor (site, floor);
  if (present == NULL)
    return NULL;
  storeys = list_storeys (site, present->building);
  if (!g_ptr_array_find (storeys, present, &at) || (step < 0 && at == 0)
      || (step > 0 && at + 1 >= storeys->len))
    return NULL;
  return storeys->pdata[step < 0 ? at - 1 : at + 1];
}

gboolean
dect_floor_move (DectHistory *history, DectSite *site, guint32 floor, gint level)
{
  const DectFloor *present;
  g_autoptr (GPtrArray) storeys = NULL;
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (gint));
  g_autoptr (GPtrArray) copies = NULL;
  guint from, to = G_MAXUINT;

  g_return_val_if_fail (dect_history_is_open (history), FALSE);
  present = find_floor (site, floor);
  g_return_val_if_fail (present != NULL, FALSE);

  storeys = list_storeys (site, present->building);
  if (present->level == level || !g_ptr_array_find (storeys, present, &from))
    return FALSE;
  copies = g_ptr_array_new ();
  for (guint i = 0; i < storeys->len; i++)
    {
      const DectFloor *storey = storeys->pdata[i];

      g_array_append_val (levels, storey->level);
      g_ptr_array_add (copies, dect_floor_copy (storey));
      /* Among several on that level the one farthest away: it goes past all of them. */
      if (storey->level == level && (to == G_MAXUINT || level > present->level))
        to = i;
    }
  if (to != G_MAXUINT)
    {
      gpointer moved = g_ptr_array_steal_index (copies, from);

      g_ptr_array_insert (copies, (gint) to, moved);
    }
  for (guint i = 0; i < copies->len; i++)
    {
      DectFloor *copy = copies->pdata[i];

      copy->level = g_array_index (levels, gint, i);
      dect_history_put (history, DECT_RECORD (copy));
    }
  return to != G_MAXUINT;
}

/* --- Duplicates -------------------------------------------------------------------------------- */

static DectRecord *
new_rfp_like (const DectRfp *old, gint number)
{
  static const char *const own[] = { "mac",  "target_ip", "switch", "port",          "cable_m",
                                     "role", "photo",     "notes",  "preferred_sync" };
  DectRfp *rfp = dect_rfp_copy (old);
  /* Translators: name proposed for a base station, at most 20 plain characters: the OMM shows it */
  g_autofree char *name = g_strdup_printf (_("RFP %d"), number);

  rfp->head.id = 0;
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    dect_field_clear (dect_kind_field (DECT_KIND_RFP, own[i]), DECT_RECORD (rfp));
  rfp->role = DECT_ROLE_NORMAL;
  rfp->number = number;
  dect_set_str (&rfp->name, name);
  return DECT_RECORD (rfp);
}

static void
duplicate_content (DectHistory *history, DectSite *site, guint32 from, guint32 to)
{
  static const DectKind kinds[]
      = { DECT_KIND_WALL, DECT_KIND_OPENING, DECT_KIND_ZONE, DECT_KIND_REMARK, DECT_KIND_RFP };
  gint number = dect_edit_next_number (site);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      const DectField *field = dect_kind_field (kinds[k], "floor");
      GListModel *items = dect_site_list (site, kinds[k]);
      guint n_items = g_list_model_get_n_items (items); /* not those that are added here */

      for (guint i = 0; i < n_items; i++)
        {
          g_autoptr (DectItem) item = g_list_model_get_item (items, i);
          const DectRecord *record = dect_item_get_record (item);
          DectRecord *copy;

          if (dect_field_get_ref (field, record) != from)
            continue;
          copy = kinds[k] == DECT_KIND_RFP ? new_rfp_like (DECT_RFP (record), number++)
                                           : dect_record_copy (record);
          copy->id = 0;
          dect_field_set_ref (field, copy, to);
          dect_history_put (history, copy);
        }
    }
}

guint32
dect_floor_duplicate (DectHistory *history, DectSite *site, guint32 floor, gboolean content)
{
  const DectFloor *present;
  g_autoptr (GPtrArray) storeys = NULL;
  g_autofree char *name = NULL;
  DectFloor *copy;
  guint32 id;

  g_return_val_if_fail (dect_history_is_open (history), 0);
  present = find_floor (site, floor);
  g_return_val_if_fail (present != NULL, 0);

  storeys = list_storeys (site, present->building);
  copy = dect_floor_copy (present);
  copy->head.id = 0;
  copy->level = ((const DectFloor *) storeys->pdata[storeys->len - 1])->level + 1;
  /* Translators: name proposed for a storey above the ground floor */
  name = g_strdup_printf (_("Floor %d"), copy->level);
  dect_set_str (&copy->name, name);
  id = dect_history_put (history, DECT_RECORD (copy));
  if (content)
    duplicate_content (history, site, floor, id);
  return id;
}

/* --- Turning ----------------------------------------------------------------------------------- */

static double
normal_angle (double angle_deg)
{
  angle_deg = remainder (angle_deg, 360);
  return angle_deg == -180 ? 180 : angle_deg;
}

static DectPoint
turn (double x, double y, double angle_deg, DectPoint about)
{
  double c = cos (angle_deg * G_PI / 180), s = sin (angle_deg * G_PI / 180);

  return (DectPoint){ about.x + c * (x - about.x) - s * (y - about.y),
                      about.y + s * (x - about.x) + c * (y - about.y) };
}

void
dect_floor_turn_plan (DectFloor *floor, double angle_deg, DectPoint about)
{
  DectPoint origin;

  g_return_if_fail (floor != NULL && isfinite (angle_deg));

  origin = turn (isfinite (floor->plan_x_m) ? floor->plan_x_m : 0,
                 isfinite (floor->plan_y_m) ? floor->plan_y_m : 0, angle_deg, about);
  floor->plan_x_m = origin.x;
  floor->plan_y_m = origin.y;
  floor->plan_rotation_deg = normal_angle (
      (isfinite (floor->plan_rotation_deg) ? floor->plan_rotation_deg : 0) + angle_deg);
}

/* Turns the fields of one place, "x_m" and "y_m" or those with a number between. */
static void
turn_place (
    DectRecord *record, const char *x_id, const char *y_id, double angle_deg, DectPoint about)
{
  const DectField *x = dect_kind_field (record->kind, x_id);
  const DectField *y = dect_kind_field (record->kind, y_id);
  DectPoint point;

  if (x == NULL || y == NULL || !dect_field_is_set (x, record) || !dect_field_is_set (y, record))
    return;
  point = turn (dect_field_get_number (x, record), dect_field_get_number (y, record), angle_deg,
                about);
  dect_field_set_number (x, record, point.x);
  dect_field_set_number (y, record, point.y);
}

static gboolean
lies_along_axes (const DectRecord *record)
{
  if (record->kind == DECT_KIND_OPENING)
    return DECT_OPENING (record)->kind == DECT_OPENING_HOLE
           || DECT_OPENING (record)->kind == DECT_OPENING_STAIR;
  return record->kind == DECT_KIND_ZONE;
}

/* A rectangle keeps its middle on the picture. */
static void
turn_rectangle (DectRecord *record, double angle_deg, DectPoint about)
{
  double *corner[4];
  const char *const ids[] = { "x1_m", "y1_m", "x2_m", "y2_m" };
  double half_x, half_y;
  DectPoint middle;

  for (guint i = 0; i < 4; i++)
    corner[i] = G_STRUCT_MEMBER_P (record, dect_kind_field (record->kind, ids[i])->offset);
  middle = turn ((*corner[0] + *corner[2]) / 2, (*corner[1] + *corner[3]) / 2, angle_deg, about);
  half_x = fabs (*corner[2] - *corner[0]) / 2;
  half_y = fabs (*corner[3] - *corner[1]) / 2;
  if (lround (angle_deg / 90) % 2 != 0)
    {
      double swap = half_x;

      half_x = half_y;
      half_y = swap;
    }
  *corner[0] = middle.x - half_x;
  *corner[1] = middle.y - half_y;
  *corner[2] = middle.x + half_x;
  *corner[3] = middle.y + half_y;
}

static void
turn_record (DectRecord *record, double angle_deg, DectPoint about)
{
  if (lies_along_axes (record))
    {
      turn_rectangle (record, angle_deg, about);
      return;
    }
  turn_place (record, "x_m", "y_m", angle_deg, about);
  turn_place (record, "x1_m", "y1_m", angle_deg, about);
  turn_place (record, "x2_m", "y2_m", angle_deg, about);
  if (record->kind == DECT_KIND_RFP && isfinite (DECT_RFP (record)->azimuth_deg))
    DECT_RFP (record)->azimuth_deg = normal_angle (DECT_RFP (record)->azimuth_deg + angle_deg);
}

static guint
each_on_floor (
    DectHistory *history, DectSite *site, guint32 floor, double angle_deg, DectPoint about)
{
  guint n = 0;

  for (guint kind = DECT_KIND_FLOOR + 1; kind < DECT_N_KINDS; kind++)
    {
      const DectField *field = dect_kind_field (kind, "floor");
      GListModel *items = dect_site_list (site, kind);

      for (guint i = 0; field != NULL && i < g_list_model_get_n_items (items); i++)
        {
          g_autoptr (DectItem) item = g_list_model_get_item (items, i);
          const DectRecord *record = dect_item_get_record (item);
          DectRecord *copy;

          if (dect_field_get_ref (field, record) != floor)
            continue;
          n++;
          if (history == NULL)
            continue;
          copy = dect_record_copy (record);
          turn_record (copy, angle_deg, about);
          dect_history_put (history, copy);
        }
    }
  return n;
}

guint
dect_floor_turn_content (
    DectHistory *history, DectSite *site, guint32 floor, double angle_deg, DectPoint about)
{
  g_return_val_if_fail (dect_history_is_open (history), 0);
  g_return_val_if_fail (DECT_IS_SITE (site) && isfinite (angle_deg), 0);

  return each_on_floor (history, site, floor, angle_deg, about);
}

guint
dect_floor_count_content (DectSite *site, guint32 floor)
{
  g_return_val_if_fail (DECT_IS_SITE (site), 0);

  return each_on_floor (NULL, site, floor, 0, (DectPoint){ 0, 0 });
}
