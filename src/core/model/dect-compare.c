/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-compare.h"

#include "model/dect-change-list.h"
#include "model/dect-i18n.h"

static void
comparison_free (gpointer data)
{
  DectComparison *self = data;

  g_free (self->title);
  g_free (self->details);
  g_free (self);
}

/* @title, @details: (transfer full) */
static DectComparison *
add (GPtrArray *list, DectComparedAs as, char *title, char *details)
{
  DectComparison *self = g_new0 (DectComparison, 1);

  self->as = as;
  self->title = title;
  self->details = details;
  g_ptr_array_add (list, self);
  return self;
}

/* The fields of one thing follow each other: they become one row, "Name: Lab → Laboratory, Room: 12
 * → –". */
static void
add_changes (GPtrArray *list, GPtrArray *changes, GHashTable *seen)
{
  DectComparison *row = NULL;
  guint32 id = 0;

  for (guint i = 0; i < changes->len; i++)
    {
      const DectChangeEntry *change = changes->pdata[i];
      g_autofree char *before = NULL;

      if (change->type != DECT_CHANGE_FIELD)
        {
          add (list,
               change->type == DECT_CHANGE_ADDED ? DECT_COMPARED_ADDED : DECT_COMPARED_REMOVED,
               g_strdup (change->title), g_strdup (""));
          continue;
        }
      if (row == NULL || id != change->id)
        row = add (list, DECT_COMPARED_CHANGED, g_strdup (change->title), g_strdup (""));
      id = change->id;
      g_hash_table_add (seen, GUINT_TO_POINTER (id));
      before = row->details;
      row->details = g_strdup_printf ("%s%s%s: %s → %s", before, *before != '\0' ? ", " : "",
                                      _(change->field->label),
                                      change->before != NULL ? change->before : "–",
                                      change->after != NULL ? change->after : "–");
    }
}

/* Names of images and identifiers, whose values say nothing to anybody. */
static char *
dup_fixed (const DectRecord *old, const DectRecord *now)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (old->kind, &n_fields);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    if ((fields[i].flags & DECT_FIELD_FIXED) && !dect_field_equal (&fields[i], old, now))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _(fields[i].label));
  return g_string_free (text, FALSE);
}

/* @seen: ids of things that have their row already */
static void
add_hidden (GPtrArray *list,
            const DectSnapshot *before,
            const DectSnapshot *after,
            GHashTable *seen)
{
  for (DectKind kind = 0; kind < DECT_N_KINDS; kind++)
    {
      guint n;
      const DectRecord *const *records = dect_snapshot_records (after, kind, &n);

      for (guint i = 0; i < n; i++)
        {
          const DectRecord *was = dect_snapshot_find (before, records[i]->id);

          if (was != NULL && was->kind == kind && !dect_record_equal (was, records[i])
              && !g_hash_table_contains (seen, GUINT_TO_POINTER (was->id)))
            add (list, DECT_COMPARED_CHANGED, dect_record_title (records[i]),
                 dup_fixed (was, records[i]));
        }
    }
}

static gboolean
entries_equal (const DectLogEntry *a, const DectLogEntry *b)
{
  return a == b
         || (dect_log_entry_get_time (a) == dect_log_entry_get_time (b)
             && g_str_equal (dect_log_entry_get_event (a), dect_log_entry_get_event (b))
             && g_str_equal (dect_log_entry_get_details (a), dect_log_entry_get_details (b)));
}

static void
compare_logs (GPtrArray *list, DectSnapshot *before, DectSnapshot *after)
{
  GPtrArray *old = dect_snapshot_get_log (before);
  GPtrArray *new = dect_snapshot_get_log (after);
  guint same = 0;

  while (same < MIN (old->len, new->len) && entries_equal (old->pdata[same], new->pdata[same]))
    same++;
  if (same < old->len || same < new->len)
    add (list, DECT_COMPARED_CHANGED, g_strdup (_("log")),
         /* Translators: entries of the log of what happened, before and after */
         g_strdup_printf (_("%u entries → %u entries"), old->len, new->len));
}

GPtrArray *
dect_compare (DectSnapshot *before, DectSnapshot *after)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (comparison_free);
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (before != NULL && after != NULL, list);

  changes = dect_change_list (before, after);
  add_changes (list, changes, seen);
  add_hidden (list, before, after, seen);
  compare_logs (list, before, after);
  return list;
}

const char *
dect_compared_label (DectComparedAs as)
{
  switch (as)
    {
    case DECT_COMPARED_ADDED:
      return _("new");
    case DECT_COMPARED_REMOVED:
      return _("removed");
    case DECT_COMPARED_CHANGED:
    default:
      return _("changed");
    }
}
