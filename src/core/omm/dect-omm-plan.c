/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-omm"

#include "config.h"

#include "omm/dect-omm-plan.h"

#include <glib/gi18n-lib.h>

#include "omm/dect-omm-private.h"

static void
change_free (gpointer data)
{
  DectOmmChange *change = data;

  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

static void
planned_free (gpointer data)
{
  DectOmmPlanned *planned = data;

  g_free (planned->title);
  g_ptr_array_unref (planned->changes);
  g_free (planned);
}

void
dect_omm_plan_free (DectOmmPlan *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->records);
  g_free (self);
}

/* What stands in a column, for people; @record may be NULL. */
static char *
dup_text (const DectOmmColumn *column, const DectSnapshot *snapshot, const DectRecord *record)
{
  const DectField *field;

  if (record == NULL)
    return g_strdup ("");
  field = dect_omm_real_field (record->kind, column->field);
  return field != NULL ? dect_field_dup_text (field, record)
                       : dect_omm_column_dup_value (column, snapshot, record, NULL);
}

static void
add_change (DectOmmPlanned *planned, const char *label, char *before, char *after)
{
  DectOmmChange *change = g_new0 (DectOmmChange, 1);

  change->label = label;
  change->before = before;
  change->after = after;
  g_ptr_array_add (planned->changes, change);
}

static gboolean
loses_place (const DectRecord *old, const DectRecord *record)
{
  return old != NULL && record->kind == DECT_KIND_RFP && dect_rfp_is_placed (DECT_RFP (old))
         && !dect_rfp_is_placed (DECT_RFP (record));
}

static DectOmmPlanned *
planned_new (const DectOmmLayout *layout,
             const DectSnapshot *before,
             const DectSnapshot *after,
             const DectRecord *record)
{
  const DectRecord *old = dect_snapshot_find (before, record->id);
  DectOmmPlanned *self = g_new0 (DectOmmPlanned, 1);
  guint n_columns;
  const DectOmmColumn *columns = dect_omm_layout_get_columns (layout, &n_columns);

  self->is_new = old == NULL;
  self->title = dect_record_title (old != NULL ? old : record);
  self->changes = g_ptr_array_new_with_free_func (change_free);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *was = dup_text (&columns[i], before, old);
      g_autofree char *is = dup_text (&columns[i], after, record);

      if (!g_str_equal (was, is))
        add_change (self, dect_omm_column_label (layout, &columns[i]), g_steal_pointer (&was),
                    g_steal_pointer (&is));
    }
  if (loses_place (old, record))
    add_change (self, _("Place on the plan"), g_strdup (_("placed")),
                g_strdup (_("not placed")));
  return self;
}

static guint
count_secrets (const DectOmmFile *file)
{
  guint n = 0;

  for (guint i = 0; i < dect_omm_file_get_n_records (file); i++)
    if (dect_omm_file_get_value (file, i, "ipei") != NULL)
      n += (dect_omm_file_get_value (file, i, "ac") != NULL)
           + (dect_omm_file_get_value (file, i, "sip_password") != NULL);
  return n;
}

DectOmmPlan *
dect_omm_plan_new (DectOmmFile *file, DectSnapshot *snapshot)
{
  DectOmmPlan *self;
  g_autoptr (DectSite) site = NULL;
  g_autoptr (DectSnapshot) after = NULL;
  const DectOmmLayout *layout;
  const DectRecord *const *records;
  guint n_records;

  g_return_val_if_fail (file != NULL, NULL);
  g_return_val_if_fail (snapshot != NULL, NULL);

  self = g_new0 (DectOmmPlan, 1);
  self->records = g_ptr_array_new_with_free_func (planned_free);
  self->n_secrets = count_secrets (file);
  layout = dect_omm_file_get_layout (file);
  site = dect_site_new_from_snapshot (snapshot);
  dect_omm_file_merge (file, site, NULL, &self->merge);
  after = dect_site_snapshot (site);
  records = dect_snapshot_records (after, dect_omm_layout_get_kind (layout), &n_records);
  for (guint i = 0; i < n_records; i++)
    {
      const DectRecord *old = dect_snapshot_find (snapshot, records[i]->id);

      if (old == NULL || !dect_record_equal (old, records[i]))
        g_ptr_array_add (self->records, planned_new (layout, snapshot, after, records[i]));
    }
  return self;
}

gboolean
dect_omm_plan_has_changes (const DectOmmPlan *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->records->len > 0 || self->n_secrets > 0;
}

char *
dect_omm_planned_dup_text (const DectOmmPlanned *self)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->changes->len; i++)
    {
      const DectOmmChange *change = self->changes->pdata[i];

      if (i > 0)
        g_string_append (text, ", ");
      if (self->is_new)
        g_string_append_printf (text, "%s: %s", change->label, change->after);
      else
        g_string_append_printf (text, "%s: %s → %s", change->label,
                                *change->before != '\0' ? change->before : "–",
                                *change->after != '\0' ? change->after : "–");
    }
  return g_string_free (text, FALSE);
}
