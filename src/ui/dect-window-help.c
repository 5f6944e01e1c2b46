/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-help-window.h"
#include "dect-window-private.h"

/* What the help has to say of each page of the window. */
static const struct
{
  const char *page;
  const char *topic;
} topics[] = {
  { "plan", "plan" },     { "rfps", "tables" },           { "handsets", "tables" },
  { "checks", "checks" }, { "commission", "commission" },
};

static char *
find_topic (DectWindow *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->pages);
  const char *rule = dect_check_page_get_rule (self->check_page);

  if (self->document == NULL)
    return g_strdup ("first-site");
  if (rule != NULL)
    return g_strconcat ("checks#", rule, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (topics); i++)
    if (g_strcmp0 (page, topics[i].page) == 0)
      return g_strdup (topics[i].topic);
  return g_strdup ("index");
}

static void
help_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (widget));
  g_autofree char *topic = find_topic (DECT_WINDOW (widget));

  if (application != NULL)
    dect_help_window_show (application, topic);
}

void
dect_window_install_help_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.help", NULL, help_action);
}
