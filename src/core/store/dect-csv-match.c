/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-store"
#include "config.h"

#include "store/dect-csv-import-private.h"

#include "model/dect-mac.h"

#include <glib/gi18n-lib.h>

static guint32
first_or_none (const guint32 *ids, guint n)
{
  return n > 0 ? ids[0] : 0;
}

/* --- What the names of a row mean --- */

static guint32
only_building (const DectCsvIndex *index)
{
  g_autoptr (GPtrArray) list = dect_csv_index_list (index, DECT_KIND_BUILDING);

  return list->len == 1 ? ((const DectRecord *) g_ptr_array_index (list, 0))->id : 0;
}

/* The building of a row that names none: that of the only floor called so, else the only one there
 * is. */
static void
imply_building (DectCsvRow *self, const DectCsvFile *file, const char *floor)
{
  guint n;
  const guint32 *ids = dect_csv_index_ids (file->index, DECT_KIND_FLOOR, "name", 0, floor, &n);

  if (n > 1)
    {
      dect_csv_row_refuse (
          self, file, "floor",
          g_strdup_printf (_("“%s” fits %u floors; name the building in the column “building”."),
                           floor, n));
      return;
    }
  if (n == 1)
    self->building = DECT_FLOOR (dect_csv_index_find (file->index, ids[0]))->building;
  else
    self->building = only_building (file->index);
  if (self->building == 0)
    dect_csv_row_refuse (
        self, file, "floor",
        g_strdup_printf (_("It is not said in which building “%s” is; name it in the column "
                            "“building”."),
                         floor));
}

static void
resolve_building (DectCsvRow *self,
                  const DectCsvFile *file,
                  const char *building,
                  const char *floor)
{
  const guint32 *ids;
  guint n;

  if (building == NULL)
    {
      imply_building (self, file, floor);
      return;
    }

  ids = dect_csv_index_ids (file->index, DECT_KIND_BUILDING, "name", 0, building, &n);
  self->building = first_or_none (ids, n);
  self->creates_building = n == 0;
  if (n > 1)
    dect_csv_row_refuse (
        self, file, "building",
        g_strdup_printf (_("“%s” fits %u buildings; give them different names."), building, n));
  else if (floor == NULL)
    dect_csv_row_refuse (self, file, "floor", g_strdup (_("A building is named, but no floor.")));
}

/* On a floor made for it nothing is drawn that a measured level could be compared with. */
static void
refuse_unknown_floor (DectCsvRow *self, const DectCsvFile *file)
{
  if (self->creates_building)
    dect_csv_row_refuse (
        self, file, "building",
        g_strdup_printf (_("There is no building “%s”. Import buildings and floors "
                            "first, or correct the name."),
                         dect_csv_row_cell (self, file, "building")));
  else if (self->creates_floor)
    dect_csv_row_refuse (
        self, file, "floor",
        g_strdup_printf (_("There is no floor “%s” in the building. Import floors "
                            "first, or correct the name."),
                         dect_csv_row_cell (self, file, "floor")));
}

/* Building and floor together; for a row of floors the floor is the row's own thing. */
static void
resolve_place (DectCsvRow *self, const DectCsvFile *file)
{
  const char *building = dect_csv_row_cell (self, file, "building");
  const char *floor = dect_csv_row_cell (self, file, "floor");
  const guint32 *ids;
  guint n = 0;

  if (building == NULL && floor == NULL)
    return;
  resolve_building (self, file, building, floor);
  if (self->bad)
    return;

  if (file->kind == DECT_KIND_FLOOR)
    {
      self->refs[dect_csv_file_column (file, "building")] = self->building;
      return;
    }

  ids = self->building != 0
            ? dect_csv_index_ids (file->index, DECT_KIND_FLOOR, "name", self->building, floor, &n)
            : NULL;
  self->refs[dect_csv_file_column (file, "floor")] = first_or_none (ids, n);
  self->creates_floor = n == 0;
  if (n > 1)
    dect_csv_row_refuse (
        self, file, "floor",
        g_strdup_printf (_("“%s” fits %u floors of the building; give them different names."),
                         floor, n));
  else if (file->kind == DECT_KIND_SURVEY)
    refuse_unknown_floor (self, file);
}

static void
resolve_switch (DectCsvRow *self, const DectCsvFile *file, guint i)
{
  const char *name = self->cells[i];
  guint n;
  const guint32 *ids = dect_csv_index_ids (file->index, DECT_KIND_SWITCH, "name", 0, name, &n);

  self->refs[i] = first_or_none (ids, n);
  self->creates_switch = n == 0;
  if (n > 1)
    dect_csv_row_refuse (
        self, file, file->columns[i].id,
        g_strdup_printf (_("“%s” fits %u switches; give them different names."), name, n));
}

static void
resolve_rfp (DectCsvRow *self, const DectCsvFile *file, guint i)
{
  const char *text = self->cells[i];
  guint n;
  const guint32 *ids = dect_csv_index_ids (file->index, DECT_KIND_RFP, "name", 0, text, &n);
  DectMac mac;

  if (n == 0 && dect_mac_parse (text, &mac, NULL))
    {
      g_autofree char *canonical = dect_mac_to_string (&mac);

      ids = dect_csv_index_ids (file->index, DECT_KIND_RFP, "mac", 0, canonical, &n);
    }
  /* The number is what stands on the plan and on paper. */
  if (n == 0)
    ids = dect_csv_index_ids (file->index, DECT_KIND_RFP, "number", 0,
                              text[0] == '#' ? text + 1 : text, &n);

  self->refs[i] = first_or_none (ids, n);
  if (n == 0)
    dect_csv_row_refuse (
        self, file, file->columns[i].id,
        g_strdup_printf (_("There is no base station with the name, MAC address or number “%s”."),
                         text));
  else if (n > 1)
    dect_csv_row_refuse (
        self, file, file->columns[i].id,
        g_strdup_printf (_("“%s” fits %u base stations; write the MAC address of the one meant."),
                         text, n));
}

void
dect_csv_row_resolve (DectCsvRow *self, const DectCsvFile *file)
{
  gboolean placed = FALSE;

  for (guint i = 0; i < file->n_columns; i++)
    {
      DectCsvColumnType type = file->columns[i].type;

      /* Building and floor are looked at once, whichever comes first. */
      if (type == DECT_CSV_BUILDING && !placed)
        {
          resolve_place (self, file);
          placed = TRUE;
        }
      if (self->cells[i] == NULL || *self->cells[i] == '\0')
        continue;
      if (type == DECT_CSV_SWITCH)
        resolve_switch (self, file, i);
      else if (type == DECT_CSV_RFP)
        resolve_rfp (self, file, i);
    }
}

/* --- What is not there yet --- */

gint
dect_csv_next_level (const DectCsvIndex *index, guint32 building)
{
  g_autoptr (GPtrArray) list = dect_csv_index_list (index, DECT_KIND_FLOOR);
  gint level = DECT_UNSET;

  for (guint i = 0; i < list->len; i++)
    {
      const DectFloor *floor = g_ptr_array_index (list, i);

      if (floor->building == building && floor->level != DECT_UNSET)
        level = MAX (level, floor->level);
    }

  return level == DECT_UNSET ? 0 : level + 1;
}

static guint32
put_new (const DectCsvFile *file, DectRecord *record)
{
  file->report->counts[record->kind][DECT_CSV_ADDED]++;
  return dect_csv_index_put (file->index, record);
}

static guint32
create_floor (DectCsvRow *self, const DectCsvFile *file, const char *name)
{
  DectFloor *floor = dect_floor_new ();

  dect_set_str (&floor->name, name);
  floor->building = self->building;
  floor->level = dect_csv_next_level (file->index, self->building);
  dect_csv_row_notice (
      self, file, "floor",
      g_strdup_printf (_("The floor “%s” is not known; it is created as level %d."), name,
                       floor->level));
  return put_new (file, DECT_RECORD (floor));
}

void
dect_csv_row_create_missing (DectCsvRow *self, const DectCsvFile *file)
{
  if (self->creates_building)
    {
      DectBuilding *building = dect_building_new ();

      dect_set_str (&building->name, dect_csv_row_cell (self, file, "building"));
      self->building = put_new (file, DECT_RECORD (building));
      dect_csv_row_notice (
          self, file, "building",
          g_strdup_printf (_("The building “%s” is not known; it is created."), building->name));
      if (file->kind == DECT_KIND_FLOOR)
        self->refs[dect_csv_file_column (file, "building")] = self->building;
    }
  if (self->creates_floor)
    self->refs[dect_csv_file_column (file, "floor")]
        = create_floor (self, file, dect_csv_row_cell (self, file, "floor"));
  if (self->creates_switch)
    {
      DectSwitch *network_switch = dect_switch_new ();
      guint column = dect_csv_file_column (file, "switch");

      dect_set_str (&network_switch->name, self->cells[column]);
      dect_csv_row_notice (self, file, "switch",
                           g_strdup_printf (_("The switch “%s” is not known; it is created."),
                                            self->cells[column]));
      self->refs[column] = put_new (file, DECT_RECORD (network_switch));
    }
}

/* --- Which thing a row means --- */

/* The identities by which things are known before their names are looked at. */
static const char *
primary_field (DectKind kind)
{
  if (kind == DECT_KIND_RFP)
    return "mac";
  if (kind == DECT_KIND_HANDSET)
    return "ipei";
  return NULL;
}

static char *
dup_value (const DectCsvRow *self, const DectCsvFile *file, const char *field)
{
  return dect_field_dup_text (dect_kind_field (file->kind, field), self->values);
}

guint32
dect_csv_row_match_primary (const DectCsvRow *self, const DectCsvFile *file)
{
  const char *field = primary_field (file->kind);
  g_autofree char *text = field != NULL ? dup_value (self, file, field) : NULL;
  guint n;
  const guint32 *ids = dect_csv_index_ids (file->index, file->kind, field, 0, text, &n);

  return n == 1 ? ids[0] : 0;
}

static guint
claim_of (const DectCsvFile *file, guint32 id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (file->claims, GUINT_TO_POINTER (id)));
}

static void
refuse_many (DectCsvRow *self, const DectCsvFile *file, const char *column, guint n)
{
  dect_csv_row_refuse (
      self, file, column,
      g_strdup_printf (_("“%s” fits %u entries of the site; it cannot be said which one the row "
                          "means."),
                       dect_csv_row_cell (self, file, column), n));
}

static void
refuse_claimed (DectCsvRow *self, const DectCsvFile *file, const char *column, guint32 id)
{
  dect_csv_row_refuse (self, file, column,
                       g_strdup_printf (_("This row means the same as line %u; keep one of them."),
                                        claim_of (file, id)));
}

/*
 * By a name, when no thing has the row's MAC or IPEI. With one, things that other rows mean by
 * theirs are left aside: two things may have one name.
 */
static guint32
match_secondary (DectCsvRow *self,
                 const DectCsvFile *file,
                 const char *column,
                 guint32 owner,
                 const char *text,
                 gboolean has_primary)
{
  const char *field = file->columns[dect_csv_file_column (file, column)].field;
  guint n_free = 0;
  guint32 found = 0;
  guint n;
  const guint32 *ids = dect_csv_index_ids (file->index, file->kind, field, owner, text, &n);

  for (guint i = 0; i < n; i++)
    {
      if (claim_of (file, ids[i]) != 0)
        continue;
      found = ids[i];
      n_free++;
    }

  if (n_free > 1 || (n > 1 && !has_primary))
    refuse_many (self, file, column, n);
  else if (n > 0 && n_free == 0 && !has_primary)
    refuse_claimed (self, file, column, ids[0]);
  return self->bad ? 0 : found;
}

/* Numbers of RFPs are only what paper calls them, and lists count from 1 again: one with a MAC is
 * not given another by them. */
static guint32
match_rfp_number (DectCsvRow *self,
                  const DectCsvFile *file,
                  const char *number,
                  gboolean has_primary)
{
  guint32 id = match_secondary (self, file, "number", 0, number, has_primary);

  if (has_primary && id != 0 && DECT_RFP (dect_csv_index_find (file->index, id))->mac != NULL)
    return 0;
  return id;
}

static guint32
match_identified (DectCsvRow *self, const DectCsvFile *file)
{
  const char *primary = primary_field (file->kind);
  g_autofree char *identity = dup_value (self, file, primary);
  g_autofree char *number = dup_value (self, file, "number");
  const char *name = file->kind == DECT_KIND_RFP ? dect_csv_row_cell (self, file, "name") : NULL;
  guint n;
  const guint32 *ids = dect_csv_index_ids (file->index, file->kind, primary, 0, identity, &n);
  gboolean has_primary = *identity != '\0';

  if (n > 1)
    {
      refuse_many (self, file, primary, n);
      return 0;
    }
  if (n == 1)
    {
      guint line = claim_of (file, ids[0]);

      if (line != 0 && line != self->line)
        refuse_claimed (self, file, primary, ids[0]);
      return self->bad ? 0 : ids[0];
    }
  if (name != NULL)
    return match_secondary (self, file, "name", 0, name, has_primary);
  if (*number != '\0' && file->kind == DECT_KIND_HANDSET)
    return match_secondary (self, file, "number", 0, number, has_primary);
  if (*number != '\0')
    return match_rfp_number (self, file, number, has_primary);

  if (!has_primary)
    dect_csv_row_refuse (
        self, file, NULL,
        file->kind == DECT_KIND_RFP
            ? g_strdup (_("The row has neither MAC address, name nor number; one of them has to "
                           "say which base station it means."))
            : g_strdup (_("The row has neither IPEI nor number; one of them has to say which "
                           "handset it means.")));
  return 0;
}

char *
dect_csv_file_content_key (const DectCsvFile *self, const DectRecord *record)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const DectField *field = dect_csv_column_field (self->kind, &self->columns[i]);
      g_autofree char *text = NULL;

      if (field == NULL || self->places[i] < 0)
        continue;
      text = dect_field_dup_text (field, record);
      g_string_append (key, text);
      g_string_append_c (key, '\n');
    }

  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* The record that the row would become when it is new, as far as what identifies its content goes.
 */
static guint32
match_content (DectCsvRow *self, const DectCsvFile *file)
{
  g_autoptr (DectRecord) record = dect_record_copy (self->values);
  g_autofree char *key = NULL;
  GArray *ids;
  guint32 id;

  for (guint i = 0; i < file->n_columns; i++)
    {
      const DectField *field = dect_csv_column_field (file->kind, &file->columns[i]);

      if (field != NULL && field->type == DECT_FIELD_REFERENCE)
        dect_field_set_ref (field, record, self->refs[i]);
    }
  key = dect_csv_file_content_key (file, record);
  ids = g_hash_table_lookup (file->contents, key);
  if (ids == NULL || ids->len == 0)
    return 0;

  id = g_array_index (ids, guint32, 0);
  g_array_remove_index (ids, 0);
  return id;
}

const DectRecord *
dect_csv_row_match (DectCsvRow *self, const DectCsvFile *file)
{
  guint32 id = 0;

  switch (file->kind)
    {
    case DECT_KIND_RFP:
    case DECT_KIND_HANDSET:
      id = match_identified (self, file);
      break;
    case DECT_KIND_BUILDING:
      id = match_secondary (self, file, "building", 0, dect_csv_row_cell (self, file, "building"),
                            FALSE);
      break;
    case DECT_KIND_SWITCH:
      id = match_secondary (self, file, "switch", 0, dect_csv_row_cell (self, file, "switch"),
                            FALSE);
      break;
    case DECT_KIND_FLOOR:
      if (self->building != 0)
        id = match_secondary (self, file, "floor", self->building,
                              dect_csv_row_cell (self, file, "floor"), FALSE);
      break;
    case DECT_KIND_LINK:
      {
        g_autofree char *from
            = g_strdup_printf ("%u", self->refs[dect_csv_file_column (file, "from")]);

        id = match_secondary (self, file, "from", self->refs[dect_csv_file_column (file, "to")],
                              from, FALSE);
        break;
      }
    case DECT_KIND_WALL:
    case DECT_KIND_OPENING:
    case DECT_KIND_ZONE:
    case DECT_KIND_REMARK:
    case DECT_KIND_SURVEY:
      id = match_content (self, file);
      break;
    case DECT_KIND_SITE:
    case DECT_N_KINDS:
    default:
      g_assert_not_reached ();
    }

  return id != 0 ? dect_csv_index_find (file->index, id) : NULL;
}
