/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-change-list.h"

#include "model/dect-i18n.h"

static void
entry_free (gpointer data)
{
  DectChangeEntry *entry = data;

  g_free (entry->title);
  g_free (entry->before);
  g_free (entry->after);
  g_free (entry);
}

static DectChangeEntry *
add_entry (GPtrArray *list, DectChangeType type, const DectRecord *record)
{
  DectChangeEntry *entry = g_new0 (DectChangeEntry, 1);

  entry->type = type;
  entry->id = record->id;
  entry->title = dect_record_title (record);
  g_ptr_array_add (list, entry);
  return entry;
}

/* The value as a person reads it; NULL when unset. */
static char *
dup_value (const DectSnapshot *snapshot, const DectField *field, const DectRecord *record)
{
  const DectRecord *target;

  if (!dect_field_is_set (field, record))
    return NULL;
  switch (field->type)
    {
    case DECT_FIELD_BOOL:
      return g_strdup (dect_field_get_int (field, record) != 0 ? _("yes") : _("no"));
    case DECT_FIELD_CHOICE:
      for (const DectChoice *choice = field->choices; choice->id != NULL; choice++)
        if (choice->value == dect_field_get_int (field, record))
          return g_strdup (_(choice->label));
      return NULL;
    case DECT_FIELD_REFERENCE:
      target = dect_snapshot_find (snapshot, dect_field_get_ref (field, record));
      return target != NULL ? dect_record_title (target) : NULL;
    default:
      return dect_field_dup_text (field, record);
    }
}

/* What is set in a new thing; what every new one has says nothing. */
static char *
dup_content (const DectSnapshot *snapshot, const DectRecord *record)
{
  g_autoptr (DectRecord) blank = dect_record_new (record->kind);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *value = NULL;

      if ((fields[i].flags & DECT_FIELD_FIXED) != 0 || dect_field_equal (&fields[i], blank, record))
        continue;
      value = dup_value (snapshot, &fields[i], record);
      if (value != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "", _(fields[i].label),
                                value);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
list_fields (GPtrArray *list,
             const DectSnapshot *before,
             const DectSnapshot *after,
             const DectRecord *old,
             const DectRecord *record)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (record->kind, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      DectChangeEntry *entry;

      if ((fields[i].flags & DECT_FIELD_FIXED) != 0 || dect_field_equal (&fields[i], old, record))
        continue;
      entry = add_entry (list, DECT_CHANGE_FIELD, record);
      entry->field = &fields[i];
      entry->before = dup_value (before, &fields[i], old);
      entry->after = dup_value (after, &fields[i], record);
    }
}

/* In two sites of different origin one number may stand for two kinds of things. */
static const DectRecord *
find_same (const DectSnapshot *snapshot, const DectRecord *record)
{
  const DectRecord *found = dect_snapshot_find (snapshot, record->id);

  return found != NULL && found->kind == record->kind ? found : NULL;
}

GPtrArray *
dect_change_list (const DectSnapshot *before, const DectSnapshot *after)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (entry_free);

  g_return_val_if_fail (before != NULL, list);
  g_return_val_if_fail (after != NULL, list);

  for (guint kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n_old, n;
      const DectRecord *const *old = dect_snapshot_records (before, kind, &n_old);
      const DectRecord *const *records = dect_snapshot_records (after, kind, &n);

      for (guint i = 0; i < n_old; i++)
        if (find_same (after, old[i]) == NULL)
          add_entry (list, DECT_CHANGE_REMOVED, old[i]);
      for (guint i = 0; i < n; i++)
        {
          const DectRecord *was = find_same (before, records[i]);

          if (was == NULL)
            add_entry (list, DECT_CHANGE_ADDED, records[i])->after
                = dup_content (after, records[i]);
          else if (was != records[i])
            list_fields (list, before, after, was, records[i]);
        }
    }
  return list;
}

char *
dect_change_entry_dup_text (const DectChangeEntry *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->type == DECT_CHANGE_ADDED && self->after != NULL)
    /* Translators: a thing that is added, and what is set in it: "base station 4 (Lab): new
     * (Number: 4, Name: Lab)" */
    return g_strdup_printf (_("%s: new (%s)"), self->title, self->after);
  if (self->type == DECT_CHANGE_ADDED)
    /* Translators: a thing that is added: "base station 4 (Lab): new" */
    return g_strdup_printf (_("%s: new"), self->title);
  if (self->type == DECT_CHANGE_REMOVED)
    return g_strdup_printf (_("%s: removed"), self->title);
  /* Translators: thing, field, what it was and what it is: "base station 4 (Lab), Cluster: 1 → 2"
   */
  return g_strdup_printf (_("%s, %s: %s → %s"), self->title, _(self->field->label),
                          self->before != NULL ? self->before : "–",
                          self->after != NULL ? self->after : "–");
}
