/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-survey-inspector.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-survey-marker.h"
#include "dect-accessible.h"

struct _DectSurveyInspector
{
  AdwBin parent_instance;
  DectDocument *document;
  GtkLabel *subtitle;
  AdwPreferencesGroup *group;
  GPtrArray *rows; /* not owned: in the group */
};

G_DEFINE_FINAL_TYPE (DectSurveyInspector, dect_survey_inspector, ADW_TYPE_BIN)

static const DectSurveyPlace *
find_place (DectSurveyInspector *self)
{
  DectAnalysis *analysis = dect_document_get_analysis (self->document);
  guint n;
  const guint32 *ids = dect_document_get_selection (self->document, &n);

  for (guint i = 0; n > 0 && analysis != NULL && i < analysis->survey->len; i++)
    {
      const DectSurveyPlace *place = analysis->survey->pdata[i];

      if (place->records->len == n && g_array_index (place->records, guint32, 0) == ids[0])
        return place;
    }
  return NULL;
}

static void
add_level (DectSurveyInspector *self, const DectSurveyLevel *level, DectSnapshot *snapshot)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title
      = dect_record_title (DECT_RECORD (dect_snapshot_find_rfp (snapshot, level->rfp)));
  g_autofree char *markup = NULL;
  g_autofree char *difference
      = dect_survey_dup_difference (level->measured_dbm - level->predicted_dbm);
  g_autofree char *words = isnan (level->predicted_dbm)
                               ? g_strdup_printf (_("−%.0f dBm measured"), -level->measured_dbm)
                               : g_strdup_printf (_("−%.0f dBm measured, −%.0f dBm predicted"),
                                                  -level->measured_dbm, -level->predicted_dbm);
  GtkWidget *suffix = gtk_label_new (difference);

  title[0] = g_ascii_toupper (title[0]);
  markup = g_markup_escape_text (title, -1);
  gtk_widget_add_css_class (suffix, "numeric");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
update (DectSurveyInspector *self)
{
  const DectSurveyPlace *place = self->document != NULL ? find_place (self) : NULL;
  g_autofree char *where = NULL;

  if (place == NULL)
    return;
  while (self->rows->len > 0)
    adw_preferences_group_remove (self->group,
                                  g_ptr_array_steal_index (self->rows, self->rows->len - 1));
  where = g_strdup_printf (_("%.1f m, %.1f m"), place->x_m, place->y_m);
  gtk_label_set_text (self->subtitle, where);
  for (guint i = 0; i < place->levels->len; i++)
    add_level (self, &g_array_index (place->levels, DectSurveyLevel, i),
               dect_document_get_analysis (self->document)->snapshot);
}

static void
dect_survey_inspector_dispose (GObject *object)
{
  DectSurveyInspector *self = DECT_SURVEY_INSPECTOR (object);

  dect_survey_inspector_set_document (self, NULL);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (dect_survey_inspector_parent_class)->dispose (object);
}

static void
dect_survey_inspector_class_init (DectSurveyInspectorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_survey_inspector_dispose;
}

static void
dect_survey_inspector_init (DectSurveyInspector *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (_("Measured place"));
  GtkWidget *remove = gtk_button_new_with_mnemonic (_("_Remove"));

  self->rows = g_ptr_array_new ();
  self->subtitle = GTK_LABEL (gtk_label_new (NULL));
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _("Heard here"));
  dect_accessible_name_lists (GTK_WIDGET (self->group), _("Heard here"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (self->subtitle, 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->subtitle));
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "canvas.delete");
  gtk_box_append (GTK_BOX (box), remove);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
dect_survey_inspector_new (void)
{
  return g_object_new (DECT_TYPE_SURVEY_INSPECTOR, NULL);
}

gboolean
dect_survey_inspector_set_document (DectSurveyInspector *self, DectDocument *document)
{
  g_return_val_if_fail (DECT_IS_SURVEY_INSPECTOR (self), FALSE);

  if (self->document != document)
    {
      if (self->document != NULL)
        g_signal_handlers_disconnect_by_data (self->document, self);
      g_set_object (&self->document, document);
      if (document != NULL)
        g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);
    }
  if (document == NULL || find_place (self) == NULL)
    return FALSE;
  update (self);
  return TRUE;
}
