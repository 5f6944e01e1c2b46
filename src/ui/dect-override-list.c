/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-override-list.h"

#include <glib/gi18n.h>

struct _DectOverrideList
{
  AdwPreferencesGroup parent_instance;
  GPtrArray *findings;   /* (nullable) */
  GHashTable *rows;      /* rule id -> its AdwActionRow */
  GHashTable *reasons;   /* rule id -> the AdwEntryRow below that */
  GHashTable *overrides; /* rule id -> why, "" without a reason */
};

G_DEFINE_FINAL_TYPE (DectOverrideList, dect_override_list, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Rules with errors, each once, in the order of the findings; @first takes the first finding of
 * each. */
static GPtrArray *
list_error_rules (DectOverrideList *self, GHashTable *first)
{
  GPtrArray *rules = g_ptr_array_new ();

  for (guint i = 0; self->findings != NULL && i < self->findings->len; i++)
    {
      DectFinding *finding = self->findings->pdata[i];
      const char *rule = dect_finding_get_rule (finding);

      if (dect_finding_get_severity (finding) != DECT_SEVERITY_ERROR
          || g_hash_table_contains (first, rule))
        continue;
      g_hash_table_insert (first, (gpointer) rule, finding);
      g_ptr_array_add (rules, (gpointer) rule);
    }
  return rules;
}

static char **
list_rules (DectOverrideList *self, gboolean overridden)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rules = list_error_rules (self, first);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      const char *rule = rules->pdata[i];
      const char *reason = g_hash_table_lookup (self->overrides, rule);
      g_autofree char *text = reason != NULL && reason[0] != '\0'
                                  ? g_strconcat (rule, "=", reason, NULL)
                                  : g_strdup (rule);

      if ((reason != NULL) == overridden)
        g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

/* --- Rows ------------------------------------------------------------------------------------------ */

static void
override_cb (GtkSwitch *button, GParamSpec *pspec, DectOverrideList *self)
{
  const char *rule = g_object_get_data (G_OBJECT (button), "rule");
  GtkEditable *reason = g_hash_table_lookup (self->reasons, rule);

  dect_override_list_override (
      self, rule, gtk_switch_get_active (button) ? gtk_editable_get_text (reason) : NULL);
}

static void
reason_cb (GtkEditable *reason, DectOverrideList *self)
{
  g_hash_table_insert (self->overrides, g_strdup (g_object_get_data (G_OBJECT (reason), "rule")),
                       g_strdup (gtk_editable_get_text (reason)));
}

/* Why a rule is overridden, asked for only where it is. */
static GtkWidget *
reason_row_new (DectOverrideList *self, const char *rule)
{
  GtkWidget *row = adw_entry_row_new ();
  const char *reason = g_hash_table_lookup (self->overrides, rule);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Reason, kept in the report"));
  gtk_editable_set_text (GTK_EDITABLE (row), reason != NULL ? reason : "");
  g_object_set_data_full (G_OBJECT (row), "rule", g_strdup (rule), g_free);
  g_signal_connect_object (row, "changed", G_CALLBACK (reason_cb), self, 0);
  return row;
}

static GtkWidget *
rule_row_new (DectOverrideList *self, const char *rule)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();
  const DectRuleInfo *info = dect_check_rule (rule);
  g_autofree char *markup
      = g_markup_printf_escaped ("%s · %s", info != NULL ? _(info->title) : rule, rule);
  g_autofree char *spoken = g_strdup_printf (_("Push although the rule %s found errors"), rule);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_switch_set_active (GTK_SWITCH (button), g_hash_table_contains (self->overrides, rule));
  g_object_set_data_full (G_OBJECT (button), "rule", g_strdup (rule), g_free);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (override_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

static void
remove_rows (DectOverrideList *self, GHashTable *wanted)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GHashTableIter iter;
  gpointer rule, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &rule, &row))
    if (!g_hash_table_contains (wanted, rule))
      {
        adw_preferences_group_remove (group, row);
        adw_preferences_group_remove (group, g_hash_table_lookup (self->reasons, rule));
        g_hash_table_remove (self->reasons, rule);
        g_hash_table_iter_remove (&iter);
      }
}

static void
add_rows (DectOverrideList *self, const char *rule)
{
  GtkWidget *row = rule_row_new (self, rule);
  GtkWidget *reason = reason_row_new (self, rule);

  g_hash_table_insert (self->rows, g_strdup (rule), row);
  g_hash_table_insert (self->reasons, g_strdup (rule), reason);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), reason);
}

static void
show (DectOverrideList *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) rules = list_error_rules (self, first);

  remove_rows (self, first);
  for (guint i = 0; i < rules->len; i++)
    {
      const char *rule = rules->pdata[i];
      g_autofree char *text
          = g_markup_escape_text (dect_finding_get_text (g_hash_table_lookup (first, rule)), -1);

      if (!g_hash_table_contains (self->rows, rule))
        add_rows (self, rule);
      adw_action_row_set_subtitle (g_hash_table_lookup (self->rows, rule), text);
      gtk_widget_set_visible (g_hash_table_lookup (self->reasons, rule),
                              g_hash_table_contains (self->overrides, rule));
    }
  gtk_widget_set_visible (GTK_WIDGET (self), rules->len > 0);
}

/* --- Object ---------------------------------------------------------------------------------------- */

static void
dect_override_list_finalize (GObject *object)
{
  DectOverrideList *self = DECT_OVERRIDE_LIST (object);

  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->reasons);
  g_hash_table_unref (self->overrides);
  G_OBJECT_CLASS (dect_override_list_parent_class)->finalize (object);
}

static void
dect_override_list_class_init (DectOverrideListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_override_list_finalize;
  signals[CHANGED] = g_signal_new ("changed", DECT_TYPE_OVERRIDE_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
dect_override_list_init (DectOverrideList *self)
{
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->overrides = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* --- Public ---------------------------------------------------------------------------------------- */

void
dect_override_list_set_findings (DectOverrideList *self, GPtrArray *findings)
{
  g_return_if_fail (DECT_IS_OVERRIDE_LIST (self));

  if (findings != NULL)
    g_ptr_array_ref (findings);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  self->findings = findings;
  show (self);
}

void
dect_override_list_override (DectOverrideList *self, const char *rule, const char *reason)
{
  g_return_if_fail (DECT_IS_OVERRIDE_LIST (self));
  g_return_if_fail (rule != NULL);

  if (reason != NULL)
    g_hash_table_insert (self->overrides, g_strdup (rule), g_strdup (reason));
  else
    g_hash_table_remove (self->overrides, rule);
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
dect_override_list_reset (DectOverrideList *self)
{
  g_return_if_fail (DECT_IS_OVERRIDE_LIST (self));

  g_hash_table_remove_all (self->overrides);
  dect_override_list_set_findings (self, NULL);
}

char **
dect_override_list_list_blocking (DectOverrideList *self)
{
  g_return_val_if_fail (DECT_IS_OVERRIDE_LIST (self), NULL);

  return list_rules (self, FALSE);
}

char **
dect_override_list_list_overridden (DectOverrideList *self)
{
  g_return_val_if_fail (DECT_IS_OVERRIDE_LIST (self), NULL);

  return list_rules (self, TRUE);
}
