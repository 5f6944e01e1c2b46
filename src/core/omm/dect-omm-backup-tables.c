/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-backup-private.h"

#include <glib/gi18n-lib.h>

#include "model/dect-data.h"

#define PATH "omm/backup.json"

#define SYSTEM(id, type, member)                                                                   \
  {                                                                                                \
    id, DECT_OMM_BACKUP_##type, G_STRUCT_OFFSET (DectOmmSystem, member)                            \
  }
#define SITE(id, type, member)                                                                     \
  {                                                                                                \
    id, DECT_OMM_BACKUP_##type, G_STRUCT_OFFSET (DectOmmBackupSite, member)                        \
  }
#define RFP(id, type, member)                                                                      \
  {                                                                                                \
    id, DECT_OMM_BACKUP_##type, G_STRUCT_OFFSET (DectOmmRfp, member)                               \
  }
#define HANDSET(id, type, member)                                                                  \
  {                                                                                                \
    id, DECT_OMM_BACKUP_##type, G_STRUCT_OFFSET (DectOmmHandset, member)                           \
  }

/* There is no field for a secret, so that none can be taken. */
static const DectOmmBackupField system_fields[] = {
  SYSTEM ("name", TEXT, name),
  SYSTEM ("park", PARK, park),
  { NULL },
};

static const DectOmmBackupField site_fields[] = {
  SITE ("id", NUMBER, id),
  SITE ("name", TEXT, name),
  { NULL },
};

static const DectOmmBackupField rfp_fields[] = {
  RFP ("id", NUMBER, id),
  RFP ("mac", MAC, mac),
  RFP ("name", TEXT, name),
  RFP ("building", TEXT, hierarchy[0]),
  RFP ("floor", TEXT, hierarchy[1]),
  RFP ("room", TEXT, hierarchy[2]),
  RFP ("level4", TEXT, hierarchy[3]),
  RFP ("hardware", HARDWARE, model),
  RFP ("cluster", NUMBER, cluster),
  RFP ("paging_area", NUMBER, paging_area),
  RFP ("site", NUMBER, site),
  RFP ("x", NUMBER, x),
  RFP ("y", NUMBER, y),
  RFP ("dect_on", NUMBER, dect_on),
  RFP ("preferred_sync", NUMBER, preferred_sync),
  RFP ("reflective", NUMBER, reflective),
  { NULL },
};

static const DectOmmBackupField handset_fields[] = {
  HANDSET ("uid", NUMBER, uid),         HANDSET ("ppn", NUMBER, ppn),
  HANDSET ("ipei", IPEI, ipei),         HANDSET ("number", TEXT, number),
  HANDSET ("name", TEXT, name),         HANDSET ("additional_id", TEXT, additional_id),
  HANDSET ("sip_user", TEXT, sip_user), { NULL },
};

static const struct
{
  const char *id;
  const DectOmmBackupField *fields;
} targets[DECT_OMM_BACKUP_N_TARGETS] = {
  [DECT_OMM_BACKUP_SYSTEM] = { "system", system_fields },
  [DECT_OMM_BACKUP_SITE] = { "site", site_fields },
  [DECT_OMM_BACKUP_RFP] = { "rfp", rfp_fields },
  [DECT_OMM_BACKUP_HANDSET] = { "handset", handset_fields },
};

typedef struct
{
  DectOmmBackupTarget target;
  GHashTable *columns; /* name -> DectOmmBackupField */
} Table;

const DectOmmBackupField *
dect_omm_backup_find_field (DectOmmBackupTarget target, const char *id)
{
  for (const DectOmmBackupField *field = targets[target].fields; field->id != NULL; field++)
    if (g_strcmp0 (field->id, id) == 0)
      return field;
  return NULL;
}

static gboolean
find_target (const char *id, DectOmmBackupTarget *target)
{
  for (guint i = 0; i < DECT_OMM_BACKUP_N_TARGETS; i++)
    if (g_strcmp0 (targets[i].id, id) == 0)
      {
        *target = (DectOmmBackupTarget) i;
        return TRUE;
      }
  return FALSE;
}

static void
read_columns (JsonObject *object, Table *table)
{
  JsonNode *node = json_object_get_member (object, "columns");
  JsonObjectIter iter;
  const char *column;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &column, NULL))
    {
      const DectOmmBackupField *field
          = dect_omm_backup_find_field (table->target, dect_data_text (object, column, NULL));

      if (field != NULL)
        g_hash_table_insert (table->columns, g_strdup (column), (gpointer) field);
    }
}

static void
read_table (JsonObject *object, gpointer tables)
{
  const char *name = dect_data_text (object, "table", NULL);
  DectOmmBackupTarget target;
  Table *table;

  if (name == NULL || g_hash_table_contains (tables, name)
      || !find_target (dect_data_text (object, "of", NULL), &target))
    return;
  table = g_new0 (Table, 1);
  table->target = target;
  table->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  read_columns (object, table);
  g_hash_table_insert (tables, (gpointer) name, table);
}

static gpointer
load (gpointer data)
{
  GHashTable *tables = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = dect_data_load (PATH, &error);
  g_autoptr (JsonNode) built_in = dect_data_load_built_in (PATH, NULL);

  if (root == NULL)
    g_printerr (_("%s The built-in figures are used.\n"), error->message);
  dect_data_foreach (root, "tables", read_table, tables);
  dect_data_foreach (built_in, "tables", read_table, tables);
  return tables;
}

/* Lives as long as the program. */
static const Table *
find_table (const char *name)
{
  static GOnce once = G_ONCE_INIT;

  return g_hash_table_lookup (g_once (&once, load, NULL), name);
}

gboolean
dect_omm_backup_find_table (const char *table, DectOmmBackupTarget *target)
{
  const Table *found = find_table (table);

  if (found != NULL)
    *target = found->target;
  return found != NULL;
}

const DectOmmBackupField *
dect_omm_backup_find_column (const char *table, const char *column)
{
  const Table *found = find_table (table);

  return found != NULL ? g_hash_table_lookup (found->columns, column) : NULL;
}
