/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-application.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-dialogs.h"
#include "dect-help.h"
#include "dect-help-window.h"
#include "dect-preferences.h"
#include "dect-resources.h"
#include "dect-settings.h"
#include "dect-shortcuts.h"
#include "dect-window.h"

#define RESOURCE_PATH "/io/github/handover_planner/Handover"

struct _DectApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (DectApplication, dect_application, ADW_TYPE_APPLICATION)

void
dect_ui_init (void)
{
  static gsize once;
  g_autoptr (GtkCssProvider) style = NULL;

  if (!g_once_init_enter (&once))
    return;

  dect_accessible_init ();
  /* Names the object file of the resources, or a static library would be linked without it. */
  g_resources_register (dect_ui_get_resource ());
  g_resources_register (dect_help_get_resource ());
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    RESOURCE_PATH "/ui/icons");
  /* A label that the keyboard comes to is not one that somebody selected. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  style = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (style, RESOURCE_PATH "/ui/dect.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&once, 1);
}

/* What is new, by NEWS; a list that a screen reader can walk. */
static char *
make_release_notes (void)
{
  const char *const news[] = {
    _("Sites with buildings, floors, walls, switches, base stations, handsets and measured links; "
       "undo for everything"),
    _("Plan images from PNG, JPEG, SVG and PDF; tables in and out"),
    _("Predicted and measured links, the synchronisation chain, and what would repair it"),
    _("Coverage that follows the walls"),
    _("Rules that find what would fail on site"),
    _("OMM import files, the PBX contract, and an embedded PBX that speaks it"),
    _("Placement sheets and the IPEI list, printed or as PDF"),
  };
  GString *notes = g_string_new ("<ul>");

  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    {
      g_autofree char *text = g_markup_escape_text (news[i], -1);

      g_string_append_printf (notes, "<li>%s</li>", text);
    }
  g_string_append (notes, "</ul>");
  return g_string_free (notes, FALSE);
}

static char *
make_debug_info (void)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return g_strdup_printf ("Handover %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n%s\n", PACKAGE_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (),
                          system != NULL ? system : "");
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *self = user_data;
  g_autofree char *notes = make_release_notes ();
  g_autofree char *debug = make_debug_info ();
  GtkWidget *about = g_object_new (
      ADW_TYPE_ABOUT_WINDOW, "application-name", _("Handover"), "application-icon", APP_ID,
      "version", PACKAGE_VERSION, "developer-name", _("The Handover authors"), "license-type",
      GTK_LICENSE_GPL_3_0, "comments",
      _("Plans SIP-DECT sites, from an empty floor plan to a running system."), "release-notes",
      notes, "release-notes-version", PACKAGE_VERSION, "debug-info", debug, NULL);
  dect_accessible_name_lists (about, _("About Handover"));
  dect_dialog_present (GTK_WINDOW (about), gtk_application_get_active_window (self));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *preferences = dect_preferences_new ();

  gtk_window_set_modal (preferences, TRUE);
  dect_dialog_present (preferences, gtk_application_get_active_window (user_data));
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dect_dialog_present (dect_shortcuts_new (), gtk_application_get_active_window (user_data));
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dect_help_window_show (user_data, g_variant_get_string (parameter, NULL));
}

static void
new_window_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (dect_window_new (user_data)));
}

/* Every window may ask about unsaved changes, so each is closed as if by hand. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static const GActionEntry app_actions[] = {
  { "about", about_cb },
  { "help", help_cb, "s" },
  { "new-window", new_window_cb },
  { "preferences", preferences_cb },
  { "quit", quit_cb },
  { "shortcuts", shortcuts_cb },
};

static const struct
{
  const char *action;
  const char *keys[3];
} app_keys[] = {
  { "app.quit", { "<Control>q" } },
  { "app.new-window", { "<Control><Shift>n" } },
  { "win.new", { "<Control>n" } },
  { "win.open", { "<Control>o" } },
  { "win.save", { "<Control>s" } },
  { "win.save-as", { "<Control><Shift>s" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.menu", { "F10" } },
  { "app.preferences", { "<Control>comma" } },
  { "win.site-settings", { "<Alt>Return" } },
  { "win.help", { "F1" } },
  { "app.shortcuts", { "<Control>question" } },
  { "win.print", { "<Control>p" } },
  { "window.close", { "<Control>w" } },
  { "win.page('plan')", { "<Alt>1" } },
  { "win.page('rfps')", { "<Alt>2" } },
  { "win.page('handsets')", { "<Alt>3" } },
  { "win.page('checks')", { "<Alt>4" } },
  { "win.page('commission')", { "<Alt>5" } },
};

static void
dect_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (dect_application_parent_class)->startup (application);

  dect_ui_init ();
  dect_settings_follow_colors ();
  dect_settings_follow_unit ();
  gtk_window_set_default_icon_name (APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (application), app_actions,
                                   G_N_ELEMENTS (app_actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (app_keys); i++)
    gtk_application_set_accels_for_action (
        GTK_APPLICATION (application), app_keys[i].action,
        (const char *[]){ app_keys[i].keys[0], app_keys[i].keys[1], NULL });
}

static void
dect_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    {
      gtk_window_present (window);
      return;
    }
  window = GTK_WINDOW (dect_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
  dect_window_offer_drafts (DECT_WINDOW (window), NULL);
}

/* The one that shows the file already, else one that shows nothing yet, else a new one. */
static DectWindow *
window_for_file (GtkApplication *application, GFile *file)
{
  DectWindow *window = dect_window_find (application, file);
  GtkWindow *active = gtk_application_get_active_window (application);

  if (window != NULL)
    return window;
  if (active != NULL && DECT_IS_WINDOW (active) && dect_window_is_free (DECT_WINDOW (active)))
    return DECT_WINDOW (active);
  return dect_window_new (application);
}

static void
dect_application_open (GApplication *application, GFile **files, gint n_files, const char *hint)
{
  for (gint i = 0; i < n_files; i++)
    {
      DectWindow *window = window_for_file (GTK_APPLICATION (application), files[i]);

      gtk_window_present (GTK_WINDOW (window));
      dect_window_open (window, files[i]);
    }
}

static void
dect_application_class_init (DectApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = dect_application_startup;
  application_class->activate = dect_application_activate;
  application_class->open = dect_application_open;
}

static void
dect_application_init (DectApplication *self)
{
}

DectApplication *
dect_application_new (void)
{
  return g_object_new (DECT_TYPE_APPLICATION, "application-id", APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", RESOURCE_PATH "/ui", NULL);
}
