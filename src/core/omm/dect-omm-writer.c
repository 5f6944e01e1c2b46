/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-writer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "omm/dect-omm-private.h"

typedef struct
{
  char *key;
  const DectRecord *record;
  char **values; /* one a column */
} Entry;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->key);
  /* There may be access codes and passwords among them. */
  for (guint i = 0; entry->values != NULL && entry->values[i] != NULL; i++)
    dect_secrets_wipe (entry->values[i]);
  g_free (entry->values);
}

/* Keys of handsets without IPEI start with a letter, so they come last. */
static gint
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Entry *) a)->key, ((const Entry *) b)->key);
}

static gboolean
collect (
    const DectSnapshot *snapshot, DectKind kind, GHashTable *only, GArray *entries, GError **error)
{
  guint n_records;
  const DectRecord *const *records = dect_snapshot_records (snapshot, kind, &n_records);

  for (guint i = 0; i < n_records; i++)
    {
      Entry entry = { .record = records[i] };
      g_autofree char *title = NULL;

      if (only != NULL && !g_hash_table_contains (only, GUINT_TO_POINTER (records[i]->id)))
        continue;
      entry.key = dect_omm_record_key (records[i]);
      if (entry.key != NULL)
        {
          g_array_append_val (entries, entry);
          continue;
        }
      title = dect_record_title (records[i]);
      g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_IDENTITY,
                   kind == DECT_KIND_RFP
                       ? _("No OMM file can be written: %s has no valid MAC address; enter it.")
                       : _("No OMM file can be written: %s has neither a valid IPEI nor, without "
                            "an IPEI, a number; enter one."),
                   title);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_unique (const GArray *entries, GError **error)
{
  for (guint i = 1; i < entries->len; i++)
    {
      const Entry *a = &g_array_index (entries, Entry, i - 1);
      const Entry *b = &g_array_index (entries, Entry, i);
      g_autofree char *title_a = NULL;
      g_autofree char *title_b = NULL;

      if (!g_str_equal (a->key, b->key))
        continue;
      title_a = dect_record_title (a->record);
      title_b = dect_record_title (b->record);
      g_set_error (error, DECT_OMM_ERROR, DECT_OMM_ERROR_DUPLICATE,
                   _("No OMM file can be written: %s and %s are the same device; correct one."),
                   title_a, title_b);
      return FALSE;
    }
  return TRUE;
}

/* Untranslated on purpose: the PBX writes the same bytes, whatever its language. */
static void
append_head (GString *file, const DectSnapshot *snapshot, const DectOmmLayout *layout)
{
  const DectSiteInfo *info = dect_snapshot_get_info (snapshot);
  const char *name = info->gateway != NULL ? info->gateway : info->name;
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);
  g_autofree char *clean = g_utf8_make_valid (name != NULL ? name : "", -1);

  for (char *p = clean; *p != '\0'; p++)
    if ((guchar) *p < ' ' || *p == 127 || (dect_omm_layout_is_ascii (layout) && (guchar) *p > 126))
      *p = ' ';
  g_string_append_printf (file, "# %s%s%s, layout %s\n",
                          dect_omm_layout_get_kind (layout) == DECT_KIND_RFP ? "Base stations"
                                                                             : "Handsets",
                          *clean != '\0' ? " of " : "", clean, dect_omm_layout_get_id (layout));
  g_string_append (file, "# ");
  for (guint i = 0; i < n_columns; i++)
    g_string_append_printf (file, "%s%s", i > 0 ? ";" : "", columns[i].field);
  g_string_append_c (file, '\n');
}

/* --- Instructions ---------------------------------------------------------------------------------- */

static const char *
value_at (const GArray *entries, guint i, gint column)
{
  return g_array_index (entries, Entry, i).values[column];
}

/* The value that more than half of the records have, where every record has one: an instruction
 * would fill what is empty. */
static const char *
find_shared (const GArray *entries, gint column)
{
  const char *shared = NULL;
  guint lead = 0, n_shared = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const char *value = value_at (entries, i, column);

      if (*value == '\0')
        return NULL;
      if (lead == 0)
        shared = value;
      lead = g_str_equal (value, shared) ? lead + 1 : lead - 1;
    }
  for (guint i = 0; i < entries->len; i++)
    n_shared += g_str_equal (value_at (entries, i, column), shared);
  return n_shared >= 2 && 2 * n_shared > entries->len ? shared : NULL;
}

/* What tells the records apart stays in them, and so does what is secret. */
static gint
column_to_fill (const DectOmmLayout *layout, const DectOmmInstruction *instruction)
{
  static const char *const identities[] = { "mac", "ipei", "number", NULL };
  gint column = dect_omm_layout_find_column (layout, instruction->field);

  if (!instruction->write || instruction->rule != DECT_OMM_RULE_DEFAULT
      || g_strv_contains (identities, instruction->field)
      || (column >= 0 && dect_omm_layout_get_columns (layout, NULL)[column].secret))
    return -1;
  return column;
}

/* Moves what most records share out of them. */
static void
append_instructions (GString *file, const DectOmmLayout *layout, GArray *entries)
{
  guint n_instructions;
  const DectOmmInstruction *instructions
      = dect_omm_layout_get_instructions (layout, &n_instructions);

  for (guint i = 0; i < n_instructions; i++)
    {
      gint column = column_to_fill (layout, &instructions[i]);
      g_autofree char *shared = column >= 0 ? g_strdup (find_shared (entries, column)) : NULL;

      if (shared == NULL)
        continue;
      g_string_append_printf (file, "%s = %s\n", instructions[i].tag, shared);
      for (guint e = 0; e < entries->len; e++)
        if (g_str_equal (value_at (entries, e, column), shared))
          g_array_index (entries, Entry, e).values[column][0] = '\0';
    }
}

static gboolean
fill_entries (GArray *entries,
              const DectSnapshot *snapshot,
              const DectOmmLayout *layout,
              const DectSecrets *secrets,
              GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      entry->values = dect_omm_record_dup_values (entry->record, snapshot, layout, secrets, error);
      if (entry->values == NULL)
        return FALSE;
    }
  return TRUE;
}

GBytes *
dect_omm_write (const DectSnapshot *snapshot,
                const DectOmmLayout *layout,
                const DectSecrets *secrets,
                GHashTable *only,
                guint *n_records,
                GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GString) file = g_string_new (NULL);
  guint n_columns;
  gsize length;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (layout != NULL, NULL);

  g_array_set_clear_func (entries, entry_clear);
  if (!collect (snapshot, dect_omm_layout_get_kind (layout), only, entries, error))
    return NULL;
  g_array_sort (entries, compare_entries);
  if (!check_unique (entries, error) || !fill_entries (entries, snapshot, layout, secrets, error))
    return NULL;
  dect_omm_layout_get_columns (layout, &n_columns);
  append_head (file, snapshot, layout);
  append_instructions (file, layout, entries);
  g_string_append (file, "data_sequence\n");
  for (guint i = 0; i < entries->len; i++)
    {
      char **values = g_array_index (entries, Entry, i).values;
      g_autofree char *line = dect_omm_join ((const char *const *) values, n_columns);

      g_string_append (file, line);
      g_string_append_c (file, '\n');
    }
  if (n_records != NULL)
    *n_records = entries->len;
  length = file->len;
  return g_bytes_new_take (g_string_free (g_steal_pointer (&file), FALSE), length);
}

GBytes *
dect_omm_write_rfp (const DectSnapshot *snapshot, const DectOmmLayout *layout, GError **error)
{
  g_return_val_if_fail (layout != NULL, NULL);

  if (!dect_omm_layout_expect (layout, DECT_KIND_RFP, error))
    return NULL;
  return dect_omm_write (snapshot, layout, NULL, NULL, NULL, error);
}

GBytes *
dect_omm_write_handset (const DectSnapshot *snapshot,
                        const DectOmmLayout *layout,
                        const DectSecrets *secrets,
                        GError **error)
{
  g_return_val_if_fail (layout != NULL, NULL);

  if (!dect_omm_layout_expect (layout, DECT_KIND_HANDSET, error))
    return NULL;
  return dect_omm_write (snapshot, layout, secrets, NULL, NULL, error);
}

char *
dect_omm_file_name (const DectSnapshot *snapshot, DectKind kind, guint64 revision)
{
  guint n_records;
  const DectRecord *const *records;
  g_autofree char *best = NULL;
  gboolean master = FALSE;

  g_return_val_if_fail (snapshot != NULL, NULL);
  g_return_val_if_fail (kind == DECT_KIND_RFP || kind == DECT_KIND_HANDSET, NULL);

  records = dect_snapshot_records (snapshot, DECT_KIND_RFP, &n_records);
  for (guint i = 0; i < n_records; i++)
    {
      gboolean is_master = DECT_RFP (records[i])->role == DECT_ROLE_MASTER;
      g_autofree char *key = dect_omm_record_key (records[i]);

      if (key == NULL || (master && !is_master))
        continue;
      if (best != NULL && master == is_master && strcmp (key, best) >= 0)
        continue;
      dect_set_str (&best, key);
      master = is_master;
    }
  return g_strdup_printf ("omm-%s%s%s-r%" G_GUINT64_FORMAT ".txt",
                          kind == DECT_KIND_RFP ? "rfp" : "handset", best != NULL ? "-" : "",
                          best != NULL ? best : "", revision);
}
