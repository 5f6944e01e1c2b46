/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-clip.h"

#include "model/dect-change.h"
#include "model/dect-wall-edit.h"

#include <math.h>

/* Kinds that can be copied, in the order in which they are drawn. */
static const DectKind kinds[]
    = { DECT_KIND_WALL, DECT_KIND_OPENING, DECT_KIND_ZONE, DECT_KIND_REMARK, DECT_KIND_RFP };

static guint32
floor_of (const DectRecord *record)
{
  const DectField *field = dect_kind_field (record->kind, "floor");

  return field != NULL ? dect_field_get_ref (field, record) : 0;
}

static gboolean
can_copy (const DectRecord *record)
{
  for (guint i = 0; record != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (record->kind == kinds[i])
      return record->kind != DECT_KIND_RFP || dect_rfp_is_placed (DECT_RFP (record));
  return FALSE;
}

/* --- Copying -------------------------------------------------------------------------------------
 */

static void
add (DectSnapshotBuilder *builder, const DectRecord *record)
{
  dect_snapshot_builder_add (builder, dect_record_ref (record));
}

/* A floor, and what it cannot be without. */
static void
add_floor (DectSnapshotBuilder *builder, DectSnapshot *snapshot, guint32 id, GHashTable *taken)
{
  const DectFloor *floor = dect_snapshot_find_floor (snapshot, id);
  const DectRecord *building
      = floor != NULL ? dect_snapshot_find (snapshot, floor->building) : NULL;

  if (building != NULL && g_hash_table_add (taken, GUINT_TO_POINTER (building->id)))
    add (builder, building);
  if (floor != NULL && g_hash_table_add (taken, GUINT_TO_POINTER (id)))
    add (builder, DECT_RECORD (floor));
}

static void
add_openings (DectSnapshot *snapshot, const DectWall *wall, GHashTable *chosen)
{
  guint n;
  const DectRecord *const *openings = dect_snapshot_records (snapshot, DECT_KIND_OPENING, &n);

  for (guint i = 0; i < n; i++)
    if (dect_wall_holds (wall, DECT_OPENING (openings[i])))
      g_hash_table_add (chosen, GUINT_TO_POINTER (openings[i]->id));
}

DectSnapshot *
dect_clip_new (DectSnapshot *snapshot, const guint32 *ids, guint n_ids)
{
  g_autoptr (GHashTable) chosen = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  g_autoptr (DectSnapshotBuilder) builder = NULL;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  for (guint i = 0; i < n_ids; i++)
    {
      const DectRecord *record = dect_snapshot_find (snapshot, ids[i]);

      if (!can_copy (record))
        continue;
      g_hash_table_add (chosen, GUINT_TO_POINTER (record->id));
      if (record->kind == DECT_KIND_WALL)
        add_openings (snapshot, DECT_WALL (record), chosen);
    }
  if (g_hash_table_size (chosen) == 0)
    return NULL;
  builder = dect_snapshot_builder_new ();
  add (builder, DECT_RECORD (dect_snapshot_get_info (snapshot)));
  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      guint n;
      const DectRecord *const *records = dect_snapshot_records (snapshot, kinds[k], &n);

      for (guint i = 0; i < n; i++)
        if (g_hash_table_contains (chosen, GUINT_TO_POINTER (records[i]->id)))
          {
            add_floor (builder, snapshot, floor_of (records[i]), taken);
            add (builder, records[i]);
          }
    }
  return dect_snapshot_builder_end (g_steal_pointer (&builder));
}

guint
dect_clip_count (DectSnapshot *clip)
{
  guint n = 0;

  g_return_val_if_fail (clip != NULL, 0);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    n += dect_snapshot_count (clip, kinds[k]);
  return n;
}

gboolean
dect_clip_is_from (DectSnapshot *clip, const char *uuid, guint32 floor)
{
  g_return_val_if_fail (clip != NULL, FALSE);

  return g_strcmp0 (dect_snapshot_get_info (clip)->uuid, uuid) == 0
         && dect_snapshot_count (clip, DECT_KIND_FLOOR) == 1
         && dect_snapshot_find_floor (clip, floor) != NULL;
}

/* --- Pasting -------------------------------------------------------------------------------------
 */

static DectRecord *
pasted_rfp (DectSite *site, const DectRfp *rfp, double dx_m, double dy_m)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site);
  DectRfp *copy = dect_rfp_propose (snapshot, rfp, 0);

  copy->x_m = rfp->x_m + dx_m;
  copy->y_m = rfp->y_m + dy_m;
  copy->azimuth_deg = rfp->azimuth_deg;
  copy->paging_area = rfp->paging_area;
  copy->omm_site = rfp->omm_site;
  copy->role = DECT_ROLE_NORMAL;
  return DECT_RECORD (copy);
}

static DectRecord *
pasted (const DectRecord *record, double dx_m, double dy_m)
{
  static const struct
  {
    const char *id;
    gboolean across;
  } fields[] = { { "x1_m", TRUE },  { "x2_m", TRUE },  { "x_m", TRUE },
                 { "y1_m", FALSE }, { "y2_m", FALSE }, { "y_m", FALSE } };
  DectRecord *copy = dect_record_copy (record);

  copy->id = 0;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const DectField *field = dect_kind_field (copy->kind, fields[i].id);

      if (field == NULL)
        continue;
      dect_field_set_number (
          field, copy, dect_field_get_number (field, record) + (fields[i].across ? dx_m : dy_m));
    }
  return copy;
}

GArray *
dect_clip_paste (DectSnapshot *clip, DectSite *site, guint32 floor, double dx_m, double dy_m)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_return_val_if_fail (clip != NULL, ids);
  g_return_val_if_fail (DECT_IS_SITE (site), ids);

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      guint n;
      const DectRecord *const *records = dect_snapshot_records (clip, kinds[k], &n);
      const DectField *field = dect_kind_field (kinds[k], "floor");

      for (guint i = 0; i < n; i++)
        {
          DectRecord *copy = kinds[k] == DECT_KIND_RFP
                                 ? pasted_rfp (site, DECT_RFP (records[i]), dx_m, dy_m)
                                 : pasted (records[i], dx_m, dy_m);
          guint32 id;

          dect_field_set_ref (field, copy, floor);
          id = dect_history_put (dect_site_get_history (site), copy);
          g_array_append_val (ids, id);
        }
    }
  return ids;
}
