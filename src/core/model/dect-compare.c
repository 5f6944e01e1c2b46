/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-compare.h"

#include "model/dect-catalogue.h"
#include "model/dect-i18n.h"
#include "model/dect-ipei.h"
#include "model/dect-length.h"

/* --- A value in words ------------------------------------------------------------------------- */

char *
dect_field_to_shown (const DectField *field, const DectRecord *record, const DectRecord *target)
{
  g_return_val_if_fail (field != NULL && record != NULL, NULL);

  g_autofree char *text = dect_field_dup_text (field, record);
  const DectRfpModel *model;
  DectIpei ipei;

  if (dect_field_is_length (field))
    return dect_length_to_entry (dect_field_get_number (field, record));
  if (field->type == DECT_FIELD_NUMBER)
    return dect_number_to_entry (dect_field_get_number (field, record));
  if (field->type == DECT_FIELD_IPEI && dect_ipei_parse (text, &ipei, NULL))
    return dect_ipei_to_display (&ipei);
  if (field->type == DECT_FIELD_MODEL && (model = dect_catalogue_find (text)) != NULL)
    return g_strdup (model->name);
  if (field->type == DECT_FIELD_BOOL && *text != '\0')
    return g_strdup (g_str_equal (text, "yes") ? _("Yes") : _("No"));
  for (const DectChoice *choice = field->choices; choice != NULL && choice->id != NULL; choice++)
    if (g_str_equal (choice->id, text))
      return g_strdup (_(choice->label));
  if (field->type == DECT_FIELD_REFERENCE)
    {
      const DectField *name = dect_kind_field (field->target, "name");

      return target != NULL && name != NULL ? dect_field_dup_text (name, target) : g_strdup ("");
    }
  return g_steal_pointer (&text);
}

/* --- Two sites -------------------------------------------------------------------------------- */

static void
comparison_free (gpointer data)
{
  DectComparison *self = data;

  g_free (self->title);
  g_free (self->details);
  g_free (self);
}

/* @title, @details: (transfer full) */
static void
add (GPtrArray *list, DectComparedAs as, char *title, char *details)
{
  DectComparison *self = g_new0 (DectComparison, 1);

  self->as = as;
  self->title = title;
  self->details = details;
  g_ptr_array_add (list, self);
}

static char *
dup_value (DectSnapshot *site, const DectField *field, const DectRecord *record)
{
  const DectRecord *target = field->type == DECT_FIELD_REFERENCE
                                 ? dect_snapshot_find (site, dect_field_get_ref (field, record))
                                 : NULL;
  char *shown = dect_field_to_shown (field, record, target);

  if (*shown != '\0')
    return shown;
  g_free (shown);
  return g_strdup ("–");
}

/* "Name: Lab → Laboratory, Room: 12 → –". The name of an image or an identifier says nothing to
 * anybody. */
static char *
dup_details (DectSnapshot *before,
             const DectRecord *old,
             DectSnapshot *after,
             const DectRecord *changed)
{
  guint n_fields;
  const DectField *fields = dect_kind_fields (old->kind, &n_fields);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *from = NULL;
      g_autofree char *to = NULL;

      if (dect_field_equal (&fields[i], old, changed))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _(fields[i].label));
      if (fields[i].flags & DECT_FIELD_FIXED)
        continue;
      from = dup_value (before, &fields[i], old);
      to = dup_value (after, &fields[i], changed);
      g_string_append_printf (text, ": %s → %s", from, to);
    }
  return g_string_free (text, FALSE);
}

/* What became of the things of one kind; those that are only in @after come behind. */
static void
compare_kind (GPtrArray *list, DectSnapshot *before, DectSnapshot *after, DectKind kind)
{
  guint n_old, n_new;
  const DectRecord *const *old = dect_snapshot_records (before, kind, &n_old);
  const DectRecord *const *new = dect_snapshot_records (after, kind, &n_new);

  if (old == new)
    return;
  for (guint i = 0; i < n_old; i++)
    {
      const DectRecord *now = dect_snapshot_find (after, old[i]->id);

      if (now == NULL || now->kind != kind)
        add (list, DECT_COMPARED_REMOVED, dect_record_title (old[i]), g_strdup (""));
      else if (now != old[i] && !dect_record_equal (old[i], now))
        add (list, DECT_COMPARED_CHANGED, dect_record_title (now),
             dup_details (before, old[i], after, now));
    }
  for (guint i = 0; i < n_new; i++)
    {
      const DectRecord *was = dect_snapshot_find (before, new[i]->id);

      if (was == NULL || was->kind != kind)
        add (list, DECT_COMPARED_ADDED, dect_record_title (new[i]), g_strdup (""));
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
  const DectRecord *old, *new;

  g_return_val_if_fail (before != NULL && after != NULL, list);

  old = (const DectRecord *) dect_snapshot_get_info (before);
  new = (const DectRecord *) dect_snapshot_get_info (after);
  if (!dect_record_equal (old, new))
    add (list, DECT_COMPARED_CHANGED, dect_record_title (new),
         dup_details (before, old, after, new));
  for (DectKind kind = DECT_KIND_SITE + 1; kind < DECT_N_KINDS; kind++)
    compare_kind (list, before, after, kind);
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
