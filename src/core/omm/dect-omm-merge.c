/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/dect-history.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-writer.h"

typedef struct
{
  DectOmmFile *file;
  DectSite *site;
  DectHistory *history;
  DectKind kind;
  GHashTable *by_key;    /* key of a record -> id */
  GHashTable *by_number; /* number of a handset -> id */
  DectOmmMerge result;
} Merge;

static void
index_records (Merge *merge)
{
  GListModel *list = dect_site_list (merge->site, merge->kind);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectRecord *record = dect_item_get_record (item);
      char *key = dect_omm_record_key (record);

      if (key != NULL)
        g_hash_table_insert (merge->by_key, key, GUINT_TO_POINTER (record->id));
      if (merge->kind == DECT_KIND_HANDSET && DECT_HANDSET (record)->number != NULL)
        g_hash_table_insert (merge->by_number, g_strdup (DECT_HANDSET (record)->number),
                             GUINT_TO_POINTER (record->id));
    }
}

/* A handset known by its number only is the same as the one in the file unless both say which IPEI
 * they have. */
static const DectRecord *
find_record (Merge *merge, guint i)
{
  g_autofree char *key = dect_omm_file_dup_key (merge->file, i);
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (merge->by_key, key));
  const char *number = dect_omm_file_get_value (merge->file, i, "number");
  const DectRecord *record = dect_site_find_record (merge->site, id);

  if (record != NULL || merge->kind != DECT_KIND_HANDSET || number == NULL)
    return record;
  id = GPOINTER_TO_UINT (g_hash_table_lookup (merge->by_number, number));
  record = dect_site_find_record (merge->site, id);
  if (record != NULL && DECT_HANDSET (record)->ipei != NULL
      && dect_omm_file_get_value (merge->file, i, "ipei") != NULL)
    return NULL;
  return record;
}

static guint32
find_building (Merge *merge, const char *name)
{
  GListModel *list = dect_site_list (merge->site, DECT_KIND_BUILDING);
  g_autoptr (DectBuilding) building = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);

      if (g_strcmp0 (DECT_BUILDING (dect_item_get_record (item))->name, name) == 0)
        return dect_item_get_id (item);
    }
  building = dect_building_new ();
  dect_set_str (&building->name, name);
  merge->result.places++;
  return dect_history_put (merge->history, DECT_RECORD (g_steal_pointer (&building)));
}

static guint32
find_floor (Merge *merge, const char *building_name, const char *name)
{
  guint32 building = find_building (merge, building_name);
  GListModel *list = dect_site_list (merge->site, DECT_KIND_FLOOR);
  g_autoptr (DectFloor) floor = NULL;
  gint level = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (list, i);
      const DectFloor *other = DECT_FLOOR (dect_item_get_record (item));

      if (other->building != building)
        continue;
      if (g_strcmp0 (other->name, name) == 0)
        return dect_item_get_id (item);
      level = MAX (level, other->level + 1);
    }
  floor = dect_floor_new ();
  floor->building = building;
  floor->level = level;
  dect_set_str (&floor->name, name);
  merge->result.places++;
  return dect_history_put (merge->history, DECT_RECORD (g_steal_pointer (&floor)));
}

static void
take_place (Merge *merge, guint i, DectRfp *rfp)
{
  const char *building = dect_omm_file_get_value (merge->file, i, "building");
  const char *name = dect_omm_file_get_value (merge->file, i, "floor");
  guint32 floor;

  if (building == NULL || name == NULL)
    return;
  floor = find_floor (merge, building, name);
  if (floor == rfp->floor)
    return;
  rfp->floor = floor;
  rfp->x_m = NAN;
  rfp->y_m = NAN;
}

static void
take_secret (Merge *merge, guint i, DectSecrets *secrets, const char *field, const char *key)
{
  const char *ipei = dect_omm_file_get_value (merge->file, i, "ipei");
  const char *value = dect_omm_file_get_value (merge->file, i, field);

  if (secrets != NULL && ipei != NULL && value != NULL)
    dect_secrets_set (secrets, ipei, key, value);
}

static void
take_record (Merge *merge, guint i)
{
  const DectRecord *old = find_record (merge, i);
  DectRecord *record = old != NULL ? dect_record_copy (old) : dect_record_new (merge->kind);
  guint n_columns;
  const DectOmmColumn *columns
      = dect_omm_layout_get_columns (dect_omm_file_get_layout (merge->file), &n_columns);

  for (guint c = 0; c < n_columns; c++)
    {
      const DectField *field = dect_omm_real_field (merge->kind, columns[c].field);
      const char *value = dect_omm_file_get_value (merge->file, i, columns[c].field);

      if (field != NULL && value != NULL)
        dect_field_set_text (field, record, value, NULL);
    }
  if (merge->kind == DECT_KIND_RFP)
    take_place (merge, i, DECT_RFP (record));
  if (old == NULL)
    merge->result.added++;
  else if (dect_record_equal (old, record))
    merge->result.unchanged++;
  else
    merge->result.updated++;
  dect_history_put (merge->history, record);
}

gboolean
dect_omm_file_merge (DectOmmFile *self, DectSite *site, DectSecrets *secrets, DectOmmMerge *merge)
{
  Merge work = { self, site };
  gboolean changed;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);

  work.history = dect_site_get_history (site);
  work.kind = dect_omm_layout_get_kind (dect_omm_file_get_layout (self));
  work.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  index_records (&work);
  dect_history_begin (work.history, _("Take over an OMM file"), NULL);
  for (guint i = 0; i < dect_omm_file_get_n_records (self); i++)
    {
      take_record (&work, i);
      take_secret (&work, i, secrets, "ac", DECT_SECRETS_AC);
      take_secret (&work, i, secrets, "sip_password", DECT_SECRETS_SIP_PASSWORD);
    }
  changed = dect_history_commit (work.history);
  g_hash_table_unref (work.by_key);
  g_hash_table_unref (work.by_number);
  if (merge != NULL)
    *merge = work.result;
  return changed;
}
