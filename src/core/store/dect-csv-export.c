/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-export.h"

#include "model/dect-ipei.h"
#include "model/dect-mac.h"
#include "store/dect-csv-columns.h"
#include "store/dect-csv.h"

#include <string.h>

typedef struct
{
  DectSnapshot *snapshot;
  DectKind kind;
  GString *text;
  GHashTable *rfp_names; /* name -> how many RFPs have it */
} Export;

static char *
dup_name (const DectSnapshot *snapshot, guint32 id)
{
  const DectRecord *record = dect_snapshot_find (snapshot, id);

  return record != NULL ? dect_field_dup_text (dect_kind_field (record->kind, "name"), record)
                        : g_strdup ("");
}

/* In the words in which an import finds it again. */
static char *
dup_rfp (const Export *self, guint32 id)
{
  const DectRfp *rfp = dect_snapshot_find_rfp (self->snapshot, id);
  DectMac mac;

  if (rfp == NULL)
    return g_strdup ("");
  if (rfp->name != NULL && GPOINTER_TO_UINT (g_hash_table_lookup (self->rfp_names, rfp->name)) == 1)
    return g_strdup (rfp->name);
  if (rfp->mac != NULL && dect_mac_parse (rfp->mac, &mac, NULL))
    return g_strdup (rfp->mac);
  if (rfp->number != DECT_UNSET)
    return g_strdup_printf ("#%d", rfp->number);
  return g_strdup (rfp->name != NULL ? rfp->name : "");
}

static char *
dup_value (const DectField *field, const DectRecord *record)
{
  const char *text;
  DectIpei ipei;

  if (field->type != DECT_FIELD_IPEI)
    return dect_field_dup_text (field, record);

  text = dect_field_get_string (field, record);
  if (text != NULL && dect_ipei_parse (text, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  return g_strdup (text != NULL ? text : "");
}

static char *
dup_cell (const Export *self, const DectCsvColumn *column, const DectRecord *record)
{
  const DectField *field = dect_csv_column_field (self->kind, column);

  switch (column->type)
    {
    case DECT_CSV_BUILDING:
      {
        const DectFloor *floor;

        if (field != NULL)
          return dup_name (self->snapshot, dect_field_get_ref (field, record));
        floor = dect_snapshot_find_floor (
            self->snapshot, dect_field_get_ref (dect_kind_field (self->kind, "floor"), record));
        return dup_name (self->snapshot, floor != NULL ? floor->building : 0);
      }
    case DECT_CSV_FLOOR:
    case DECT_CSV_SWITCH:
      return dup_name (self->snapshot, dect_field_get_ref (field, record));
    case DECT_CSV_RFP:
      return dup_rfp (self, dect_field_get_ref (field, record));
    case DECT_CSV_VALUE:
      return dup_value (field, record);
    case DECT_CSV_SECRET:
    default:
      g_assert_not_reached ();
    }
}

static void
append_row (Export *self, const DectRecord *record)
{
  guint n_columns;
  const DectCsvColumn *columns = dect_csv_columns (self->kind, &n_columns);

  for (guint i = 0; i < n_columns && columns[i].type != DECT_CSV_SECRET; i++)
    {
      g_autofree char *cell
          = record != NULL ? dup_cell (self, &columns[i], record) : g_strdup (columns[i].id);

      if (i > 0)
        g_string_append_c (self->text, ',');
      dect_csv_append_cell (self->text, cell);
    }

  g_string_append_c (self->text, '\n');
}

static GHashTable *
count_rfp_names (DectSnapshot *snapshot)
{
  GHashTable *names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n = dect_snapshot_count (snapshot, DECT_KIND_RFP);

  for (guint i = 0; i < n; i++)
    {
      const char *name = dect_snapshot_rfp (snapshot, i)->name;

      if (name != NULL)
        g_hash_table_insert (
            names, (void *) name,
            GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (names, name)) + 1));
    }

  return names;
}

GBytes *
dect_csv_export (DectSnapshot *snapshot, DectKind kind)
{
  g_autoptr (GHashTable) rfp_names = NULL;
  Export self = { snapshot, kind, NULL, NULL };
  const DectRecord *const *records;
  guint n;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (kind > DECT_KIND_SITE && kind < DECT_N_KINDS, NULL);

  rfp_names = count_rfp_names (snapshot);
  self.rfp_names = rfp_names;
  self.text = g_string_new (NULL);
  append_row (&self, NULL);
  records = dect_snapshot_records (snapshot, kind, &n);
  for (guint i = 0; i < n; i++)
    append_row (&self, records[i]);

  return g_string_free_to_bytes (self.text);
}

const char *
dect_csv_file_name (DectKind kind)
{
  static const char *const names[DECT_N_KINDS] = {
    [DECT_KIND_BUILDING] = "buildings.csv", [DECT_KIND_FLOOR] = "floors.csv",
    [DECT_KIND_WALL] = "walls.csv",         [DECT_KIND_OPENING] = "openings.csv",
    [DECT_KIND_ZONE] = "zones.csv",         [DECT_KIND_REMARK] = "remarks.csv",
    [DECT_KIND_SWITCH] = "switches.csv",    [DECT_KIND_RFP] = "rfps.csv",
    [DECT_KIND_HANDSET] = "handsets.csv",   [DECT_KIND_LINK] = "links.csv",
    [DECT_KIND_SURVEY] = "survey.csv",
  };

  g_return_val_if_fail (kind > DECT_KIND_SITE && kind < DECT_N_KINDS, NULL);

  return names[kind];
}
