/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-preferences.h"

#include <glib/gi18n.h>

#include "dect-layout-dialog.h"
#include "dect-settings.h"
#include "dect-window.h"
#include "model/dect-locale.h"
#include "pbx/dect-pbx-profile.h"
#include "radio/dect-radio-data.h"

/* id: of the limit in data/radio/limits.json, whose source is shown */
static const struct
{
  const char *key;
  const char *id;
  const char *title;
  double minimum, maximum;
} limits[] = {
  { "design-limit-dbm", "design", N_("Level wanted at a handset (dBm)"), -110, -20 },
  { "sync-limit-dbm", "sync", N_("Synchronisation limit (dBm)"), -110, -20 },
  { "strong-limit-dbm", "strong", N_("Strong relation at the OMM (dBm)"), -110, -20 },
  { "quality-limit-percent", "quality", N_("Frame quality limit (%)"), 0, 100 },
};

struct _DectPreferences
{
  DectPageWindow parent_instance;
  GtkWidget *missing_group;
  GtkWidget *look_group;
  GtkWidget *units_group;
  AdwPreferencesGroup *limits_group;
  GtkWidget *print_group;
  GtkWidget *pbx_group;
  GtkWidget *reset_button;
  GtkDropDown *colors;
  GtkDropDown *unit;
  GtkDropDown *profile;
  GtkDropDown *language;
  GPtrArray *profiles;  /* ids; the first is "" for none */
  GPtrArray *languages; /* ids; the first is "" for the program's */
};

G_DEFINE_FINAL_TYPE (DectPreferences, dect_preferences, DECT_TYPE_PAGE_WINDOW)

static void
reset_cb (DectPreferences *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    g_settings_reset (dect_settings_get (), limits[i].key);
}

/* Shown above, with the site of the window below. */
static void
layouts_cb (DectPreferences *self)
{
  GtkWindow *below = gtk_window_get_transient_for (GTK_WINDOW (self));

  dect_layout_dialog_open (GTK_WINDOW (self), DECT_IS_WINDOW (below)
                                                  ? dect_window_get_document (DECT_WINDOW (below))
                                                  : NULL);
}

static void
profile_cb (DectPreferences *self)
{
  guint selected = gtk_drop_down_get_selected (self->profile);

  if (selected < self->profiles->len)
    g_settings_set_string (dect_settings_get (), "pbx-profile", self->profiles->pdata[selected]);
}

static void
colors_cb (DectPreferences *self)
{
  g_settings_set_enum (dect_settings_get (), "color-scheme",
                       (gint) gtk_drop_down_get_selected (self->colors));
}

static void
unit_cb (DectPreferences *self)
{
  g_settings_set_enum (dect_settings_get (), "length-unit",
                       (gint) gtk_drop_down_get_selected (self->unit));
}

static void
language_cb (DectPreferences *self)
{
  guint selected = gtk_drop_down_get_selected (self->language);

  if (selected < self->languages->len)
    g_settings_set_string (dect_settings_get (), "print-language",
                           self->languages->pdata[selected]);
}

static void
fill_languages (DectPreferences *self)
{
  g_autofree char *chosen = dect_settings_dup_print_language ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  g_ptr_array_add (self->languages, g_strdup (""));
  gtk_string_list_append (names, _("As the program"));
  for (const DectLanguage *language = dect_language_list (); language->id != NULL; language++)
    {
      if (g_str_equal (language->id, chosen))
        selected = self->languages->len;
      else if (!dect_locale_can (language->id))
        continue;
      g_ptr_array_add (self->languages, g_strdup (language->id));
      gtk_string_list_append (names, language->name);
    }
  gtk_drop_down_set_model (self->language, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language, selected);
}

static GtkWidget *
make_limit_row (guint which)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *spin
      = gtk_spin_button_new_with_range (limits[which].minimum, limits[which].maximum, 1);
  const DectLimit *limit = dect_limit_find (limits[which].id);
  g_autofree char *source
      = limit != NULL ? g_markup_escape_text (dect_limit_get_source (limit), -1) : NULL;

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 0);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(limits[which].title), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(limits[which].title));
  if (source != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), source);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), spin);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), spin);
  gtk_widget_set_focusable (row, FALSE);
  if (dect_settings_get () != NULL)
    g_settings_bind (dect_settings_get (), limits[which].key, spin, "value",
                     G_SETTINGS_BIND_DEFAULT);
  return row;
}

static void
fill_profiles (DectPreferences *self)
{
  g_auto (GStrv) ids = dect_pbx_profile_list ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_settings_get_string (dect_settings_get (), "pbx-profile");
  guint selected = 0;

  g_ptr_array_add (self->profiles, g_strdup (""));
  gtk_string_list_append (titles, _("None"));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr (DectPbxProfile) profile = dect_pbx_profile_load (ids[i], NULL);

      if (profile == NULL)
        continue;
      if (g_str_equal (ids[i], chosen))
        selected = self->profiles->len;
      g_ptr_array_add (self->profiles, g_strdup (ids[i]));
      gtk_string_list_append (titles, dect_pbx_profile_get_label (profile));
    }
  /* A profile that is gone stays chosen until another one is. */
  if (selected == 0 && chosen[0] != '\0')
    {
      selected = self->profiles->len;
      g_ptr_array_add (self->profiles, g_strdup (chosen));
      gtk_string_list_append (titles, chosen);
    }
  gtk_drop_down_set_model (self->profile, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->profile, selected);
}

static void
dect_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECT_TYPE_PREFERENCES);
  G_OBJECT_CLASS (dect_preferences_parent_class)->dispose (object);
}

static void
dect_preferences_finalize (GObject *object)
{
  g_ptr_array_unref (DECT_PREFERENCES (object)->profiles);
  g_ptr_array_unref (DECT_PREFERENCES (object)->languages);
  G_OBJECT_CLASS (dect_preferences_parent_class)->finalize (object);
}

static void
dect_preferences_class_init (DectPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_preferences_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, missing_group);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, look_group);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, units_group);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, limits_group);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, pbx_group);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, print_group);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, language);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, reset_button);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, colors);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, unit);
  gtk_widget_class_bind_template_child (widget_class, DectPreferences, profile);
  gtk_widget_class_bind_template_callback (widget_class, layouts_cb);
}

static void
dect_preferences_init (DectPreferences *self)
{
  GSettings *settings = dect_settings_get ();

  self->profiles = g_ptr_array_new_with_free_func (g_free);
  self->languages = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    adw_preferences_group_add (self->limits_group, make_limit_row (i));
  gtk_widget_set_visible (self->missing_group, settings == NULL);
  gtk_widget_set_sensitive (self->look_group, settings != NULL);
  gtk_widget_set_sensitive (self->units_group, settings != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->limits_group), settings != NULL);
  gtk_widget_set_sensitive (self->pbx_group, settings != NULL);
  gtk_widget_set_sensitive (self->print_group, settings != NULL);
  if (settings == NULL)
    return;
  fill_profiles (self);
  fill_languages (self);
  gtk_drop_down_set_selected (self->colors, (guint) g_settings_get_enum (settings, "color-scheme"));
  gtk_drop_down_set_selected (self->unit, (guint) g_settings_get_enum (settings, "length-unit"));
  g_signal_connect_object (self->unit, "notify::selected", G_CALLBACK (unit_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->profile, "notify::selected", G_CALLBACK (profile_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->language, "notify::selected", G_CALLBACK (language_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->colors, "notify::selected", G_CALLBACK (colors_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reset_button, "clicked", G_CALLBACK (reset_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWindow *
dect_preferences_new (void)
{
  return g_object_new (DECT_TYPE_PREFERENCES, NULL);
}
