/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-settings.h"

#include <adwaita.h>

#include "model/dect-length.h"

/* Keys and fields have the same names but for the signs between the words. */
static const char *const limits[]
    = { "design_limit_dbm", "sync_limit_dbm", "strong_limit_dbm", "quality_limit_percent" };

/* The folder data/ of the build, when the program lies in src/ui/ of it. */
static GSettingsSchemaSource *
source_beside_program (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  g_autofree char *data = NULL;

  if (folder == NULL)
    return NULL;
  data = g_build_filename (folder, "..", "..", "data", NULL);
  return g_settings_schema_source_new_from_directory (data, g_settings_schema_source_get_default (),
                                                      FALSE, NULL);
}

static GSettings *
load (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema
      = source != NULL ? g_settings_schema_source_lookup (source, DECT_SETTINGS_ID, TRUE) : NULL;
  g_autoptr (GSettingsSchemaSource) beside = schema == NULL ? source_beside_program () : NULL;

  if (beside != NULL)
    schema = g_settings_schema_source_lookup (beside, DECT_SETTINGS_ID, FALSE);
  if (schema != NULL)
    return g_settings_new_full (schema, NULL, NULL);
  g_message ("The schema %s is not installed: preferences cannot be kept.", DECT_SETTINGS_ID);
  return NULL;
}

GSettings *
dect_settings_get (void)
{
  static gsize once;
  static GSettings *settings;

  if (g_once_init_enter (&once))
    {
      settings = load ();
      g_once_init_leave (&once, 1);
    }
  return settings;
}

void
dect_settings_apply (DectSiteInfo *info)
{
  GSettings *settings = dect_settings_get ();
  g_autofree char *profile = NULL;

  g_return_if_fail (info != NULL);

  if (settings == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *key = g_strdelimit (g_strdup (limits[i]), "_", '-');

      dect_field_set_number (dect_kind_field (DECT_KIND_SITE, limits[i]), DECT_RECORD (info),
                             g_settings_get_double (settings, key));
    }
  profile = g_settings_get_string (settings, "pbx-profile");
  if (profile[0] != '\0')
    dect_set_str (&info->pbx_profile, profile);
}

char *
dect_settings_dup_print_language (void)
{
  GSettings *settings = dect_settings_get ();

  return settings != NULL ? g_settings_get_string (settings, "print-language") : g_strdup ("");
}

static void
colors_cb (GSettings *settings)
{
  static const AdwColorScheme schemes[]
      = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK };
  gint which = g_settings_get_enum (settings, "color-scheme");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (which, 0, 2)]);
}

void
dect_settings_follow_colors (void)
{
  GSettings *settings = dect_settings_get ();

  if (settings == NULL)
    return;
  g_signal_handlers_disconnect_by_func (settings, colors_cb, NULL);
  g_signal_connect (settings, "changed::color-scheme", G_CALLBACK (colors_cb), NULL);
  colors_cb (settings);
}

static void
unit_cb (GSettings *settings)
{
  dect_length_set_unit ((DectLengthUnit) g_settings_get_enum (settings, "length-unit"));
}

void
dect_settings_follow_unit (void)
{
  GSettings *settings = dect_settings_get ();

  if (settings == NULL)
    return;
  g_signal_handlers_disconnect_by_func (settings, unit_cb, NULL);
  g_signal_connect (settings, "changed::length-unit", G_CALLBACK (unit_cb), NULL);
  unit_cb (settings);
}

void
dect_settings_watch_unit (gpointer owner, GCallback callback)
{
  g_return_if_fail (G_IS_OBJECT (owner));

  /* Afterwards: the unit is set by then. */
  if (dect_settings_get () != NULL)
    g_signal_connect_object (dect_settings_get (), "changed::length-unit", callback, owner,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}
