/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-layout-row.h"

#include <glib/gi18n.h>

#include "omm/dect-omm-layout.h"

GtkWidget *
dect_layout_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *markup = g_markup_escape_text (title, -1);
  g_autofree char *below = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), below);
  return row;
}

GtkWidget *
dect_layout_row_add_switch (GtkWidget *row, const char *label, gboolean active, gboolean sensitive)
{
  GtkWidget *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), active);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (toggle, sensitive);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  return toggle;
}

static void
add_move (GtkWidget *row, guint place, gint by, gboolean sensitive)
{
  GtkWidget *button
      = gtk_button_new_from_icon_name (by < 0 ? "go-up-symbolic" : "go-down-symbolic");

  gtk_widget_set_tooltip_text (button,
                               by < 0 ? _("Move up (Alt+Up)") : _("Move down (Alt+Down)"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  /* With an action, a button is as sensitive as that. */
  gtk_widget_set_sensitive (button, sensitive);
  if (sensitive)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ui)", place, by);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "layout.move");
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_move_keys (GtkWidget *row, guint place)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  static const struct
  {
    guint key;
    gint by;
  } keys[] = { { GDK_KEY_Up, -1 }, { GDK_KEY_Down, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, GDK_ALT_MASK),
                                                gtk_named_action_new ("layout.move"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new ("(ui)", place, keys[i].by));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
    }
  gtk_widget_add_controller (row, controller);
}

void
dect_layout_row_add_moves (GtkWidget *row, guint place, guint n)
{
  g_return_if_fail (ADW_IS_ACTION_ROW (row));

  add_move (row, place, -1, place > 0);
  add_move (row, place, 1, place + 1 < n);
  add_move_keys (row, place);
}

char *
dect_layout_row_dup_known (gboolean verified, const char *source)
{
  return *source == '\0' ? g_strdup ("")
         : verified      ? g_strdup_printf (_("Read in: %s"), dect_omm_layout_words (source))
                         : g_strdup_printf (_("Not verified: %s"), dect_omm_layout_words (source));
}
