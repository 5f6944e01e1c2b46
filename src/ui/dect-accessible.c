/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-accessible.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

/* At a button: whose tooltip names it. */
#define OWNER "dect-tooltip-owner"

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}

/* The first words that stand in it; its popover is no part of it. NULL when it is a picture. */
static GtkWidget *
find_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0')
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found
          = gtk_widget_get_visible (child) && !GTK_IS_NATIVE (child) ? find_words (child) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
contains (const char *text, const char *part)
{
  g_autofree char *folded_text = g_utf8_casefold (text, -1);
  g_autofree char *folded_part = g_utf8_casefold (part, -1);

  return strstr (folded_text, folded_part) != NULL;
}

/* Who speaks to the computer says what stands on a button: its name has that too. */
static void
tooltip_changed_cb (GtkWidget *owner, GParamSpec *pspec, GtkWidget *button)
{
  const char *tooltip = gtk_widget_get_tooltip_text (owner);
  GtkWidget *label = find_words (button);
  const char *words = label != NULL ? gtk_label_get_text (GTK_LABEL (label)) : "";
  g_autofree char *name = NULL;

  if (tooltip == NULL)
    return;
  /* Translators: name of a button for a screen reader: what stands on it, and its tooltip */
  name = contains (tooltip, words) ? g_strdup (tooltip)
                                   : g_strdup_printf (_("%s: %s"), words, tooltip);
  set_label (button, name);
}

static void
words_changed_cb (GtkWidget *label, GParamSpec *pspec, GtkWidget *button)
{
  tooltip_changed_cb (g_object_get_data (G_OBJECT (button), OWNER), NULL, button);
}

static void
name_by_tooltip (GtkWidget *button, GtkWidget *owner)
{
  GtkWidget *label = find_words (button);

  tooltip_changed_cb (owner, NULL, button);
  /* The owner is the button or its parent: it lives as long. */
  g_object_set_data (G_OBJECT (button), OWNER, owner);
  if (label != NULL)
    {
      g_signal_handlers_disconnect_by_func (label, words_changed_cb, button);
      g_signal_connect_object (label, "notify::label", G_CALLBACK (words_changed_cb), button, 0);
    }
  g_signal_handlers_disconnect_by_func (owner, tooltip_changed_cb, button);
  g_signal_connect_object (owner, "notify::tooltip-text", G_CALLBACK (tooltip_changed_cb), button,
                           0);
}

/* Its child names it, without the underscore; GTK says the name twice where the label is set too,
 * as it does anew whenever the words change. */
static void
name_by_mnemonic (GtkWidget *button)
{
  gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static void
name_button (GtkWidget *button)
{
  GtkWidget *parent = gtk_widget_get_parent (button);
  const char *label = gtk_button_get_label (GTK_BUTTON (button));

  if (GTK_IS_MENU_BUTTON (parent) && gtk_widget_get_tooltip_text (parent) != NULL)
    name_by_tooltip (button, parent);
  else if (GTK_IS_DROP_DOWN (parent))
    {
      /* GTK 4.18 has the drop-down named by its value, which goes before the label that says what
       * it chooses. */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (parent), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                      parent, NULL, -1);
    }
  else if (label != NULL && gtk_button_get_use_underline (GTK_BUTTON (button)))
    {
      name_by_mnemonic (button);
      g_signal_handlers_disconnect_by_func (button, name_by_mnemonic, NULL);
      g_signal_connect (button, "notify::label", G_CALLBACK (name_by_mnemonic), NULL);
    }
  else if (gtk_widget_has_css_class (button, "app-version") && find_words (button) != NULL)
    /* Of AdwAboutWindow, which leaves it without a name. */
    set_label (button, gtk_label_get_text (GTK_LABEL (find_words (button))));
  else if (label == NULL && gtk_widget_get_tooltip_text (button) != NULL)
    name_by_tooltip (button, button);
  else if (label == NULL
           && (gtk_widget_has_css_class (button, "close")
               || g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)),
                             "window-close-symbolic")
                      == 0))
    set_label (button, _("Close"));
}

static void
name_views (GtkWidget *widget, const char *name)
{
  if (GTK_IS_LIST_VIEW (widget))
    set_label (widget, name);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_views (child, name);
}

/* The row and the lists it is made of. */
static void
name_expander (GtkWidget *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  set_label (row, title);
  dect_accessible_name_lists (row, title);
}

static gboolean
realized_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);

  if (ADW_IS_EXPANDER_ROW (widget))
    {
      name_expander (widget);
      g_signal_handlers_disconnect_by_func (widget, name_expander, NULL);
      g_signal_connect (widget, "notify::title", G_CALLBACK (name_expander), NULL);
    }
  else if (ADW_IS_COMBO_ROW (widget))
    name_views (widget, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  else if (GTK_IS_BUTTON (widget))
    name_button (widget);
  else if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_tooltip_text (widget) != NULL)
    name_by_tooltip (widget, widget);
  return TRUE;
}

void
dect_accessible_init (void)
{
  /* The signal is there once the class is. */
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL,
                              NULL);
}

void
dect_accessible_name_row (GtkWidget *child, const char *name)
{
  GtkWidget *row = child;

  g_return_if_fail (GTK_IS_WIDGET (child));
  g_return_if_fail (name != NULL);

  while (row != NULL && !GTK_IS_LIST_VIEW (gtk_widget_get_parent (row)))
    row = gtk_widget_get_parent (row);
  if (row != NULL)
    set_label (row, name);
}

void
dect_accessible_name_list (GtkWidget *view, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (view));
  g_return_if_fail (name != NULL);

  set_label (view, name);
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_LIST_VIEW (child))
      set_label (child, name);
}

void
dect_accessible_name_lists (GtkWidget *widget, const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (name != NULL);

  if (GTK_IS_LIST_BOX (widget))
    set_label (widget, name);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    dect_accessible_name_lists (child, name);
}
