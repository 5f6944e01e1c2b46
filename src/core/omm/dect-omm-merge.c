/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "model/dect-history.h"
#include "omm/dect-omm-merge-private.h"
#include "omm/dect-omm-private.h"
#include "omm/dect-omm-writer.h"

typedef struct
{
  const DectOmmSource *source;
  DectSite *site;
  DectHistory *history;
  DectKind kind;
  GHashTable *by_key;    /* key of a record -> id */
  GHashTable *by_number; /* number of a handset -> id */
  gint next_number;      /* of a new base station */
  DectOmmMerge *result;
} Merge;

static const char *
get_value (Merge *merge, guint i, const char *field)
{
  return merge->source->get_value (merge->source->data, i, field);
}

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
      if (merge->kind == DECT_KIND_RFP)
        merge->next_number = MAX (merge->next_number, DECT_RFP (record)->number + 1);
    }
}

/* A handset known by its number only is the same as the one in the file unless both say which IPEI
 * they have. */
static const DectRecord *
find_record (Merge *merge, guint i)
{
  g_autofree char *key = merge->source->dup_key (merge->source->data, i);
  guint32 id = GPOINTER_TO_UINT (g_hash_table_lookup (merge->by_key, key));
  const char *number = get_value (merge, i, "number");
  const DectRecord *record = dect_site_find_record (merge->site, id);

  if (record != NULL || merge->kind != DECT_KIND_HANDSET || number == NULL)
    return record;
  id = GPOINTER_TO_UINT (g_hash_table_lookup (merge->by_number, number));
  record = dect_site_find_record (merge->site, id);
  if (record != NULL && DECT_HANDSET (record)->ipei != NULL && get_value (merge, i, "ipei") != NULL)
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
  merge->result->places++;
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
  merge->result->places++;
  return dect_history_put (merge->history, DECT_RECORD (g_steal_pointer (&floor)));
}

static void
take_place (Merge *merge, guint i, DectRfp *rfp)
{
  const char *building = get_value (merge, i, "building");
  const char *name = get_value (merge, i, "floor");
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
  const char *ipei = get_value (merge, i, "ipei");
  const char *value = get_value (merge, i, field);

  if (secrets != NULL && ipei != NULL && value != NULL)
    dect_secrets_set (secrets, ipei, key, value);
}

static void
take_record (Merge *merge, guint i)
{
  const DectRecord *old = find_record (merge, i);
  DectRecord *record = old != NULL ? dect_record_copy (old) : dect_record_new (merge->kind);

  for (guint c = 0; c < merge->source->n_fields; c++)
    {
      const char *id = merge->source->fields[c];
      const DectField *field = dect_omm_real_field (merge->kind, id);
      const char *value = get_value (merge, i, id);

      if (field != NULL && value != NULL)
        dect_field_set_text (field, record, value, NULL);
    }
  if (merge->kind == DECT_KIND_RFP)
    take_place (merge, i, DECT_RFP (record));
  if (old == NULL && merge->kind == DECT_KIND_RFP)
    DECT_RFP (record)->number = merge->next_number++;
  if (old == NULL)
    merge->result->added++;
  else if (dect_record_equal (old, record))
    merge->result->unchanged++;
  else
    merge->result->updated++;
  dect_history_put (merge->history, record);
}

void
dect_omm_merge_source (DectSite *site,
                       const DectOmmSource *source,
                       DectSecrets *secrets,
                       DectOmmMerge *result)
{
  Merge work = { source, site, dect_site_get_history (site), source->kind };

  work.by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.by_number = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.next_number = 1;
  work.result = result;
  index_records (&work);
  for (guint i = 0; i < source->n_records; i++)
    {
      take_record (&work, i);
      take_secret (&work, i, secrets, "ac", DECT_SECRETS_AC);
      take_secret (&work, i, secrets, "sip_password", DECT_SECRETS_SIP_PASSWORD);
    }
  g_hash_table_unref (work.by_key);
  g_hash_table_unref (work.by_number);
}

static const char *
file_value (gconstpointer data, guint i, const char *field)
{
  return dect_omm_file_get_value (data, i, field);
}

static char *
file_key (gconstpointer data, guint i)
{
  return dect_omm_file_dup_key (data, i);
}

gboolean
dect_omm_file_merge (DectOmmFile *self, DectSite *site, DectSecrets *secrets, DectOmmMerge *merge)
{
  const DectOmmColumn *columns;
  g_autofree const char **fields = NULL;
  DectOmmSource source = { .get_value = file_value, .dup_key = file_key, .data = self };
  DectOmmMerge result = { 0 };
  DectHistory *history;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (DECT_IS_SITE (site), FALSE);

  columns = dect_omm_layout_get_columns (dect_omm_file_get_layout (self), &source.n_fields);
  fields = g_new (const char *, source.n_fields);
  for (guint c = 0; c < source.n_fields; c++)
    fields[c] = columns[c].field;
  source.fields = fields;
  source.kind = dect_omm_layout_get_kind (dect_omm_file_get_layout (self));
  source.n_records = dect_omm_file_get_n_records (self);
  history = dect_site_get_history (site);
  dect_history_begin (history, _("Take over an OMM file"), NULL);
  dect_omm_merge_source (site, &source, secrets, &result);
  if (merge != NULL)
    *merge = result;
  return dect_history_commit (history);
}

GPtrArray *
dect_omm_file_preview (DectOmmFile *self, DectSnapshot *snapshot, DectOmmMerge *merge)
{
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshot) after = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (snapshot != NULL, NULL);

  site = dect_site_new_from_snapshot (snapshot);
  dect_omm_file_merge (self, site, NULL, merge);
  after = dect_site_snapshot (site);
  return dect_change_list (snapshot, after);
}

guint
dect_omm_file_count_secrets (const DectOmmFile *self)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < dect_omm_file_get_n_records (self); i++)
    if (dect_omm_file_get_value (self, i, "ipei") != NULL)
      n += (dect_omm_file_get_value (self, i, "ac") != NULL)
           + (dect_omm_file_get_value (self, i, "sip_password") != NULL);
  return n;
}
