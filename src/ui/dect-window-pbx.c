/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-names-dialog.h"
#include "dect-window-private.h"

static void
names_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);
  DectPbxSession *session = dect_commission_page_get_session (self->commission_page);

  if (session != NULL)
    dect_names_dialog_open (GTK_WINDOW (self), session);
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);

  gtk_widget_activate_action (widget, "win.page", "s", "commission");
  gtk_widget_activate_action (GTK_WIDGET (self->commission_page), "commission.step", "s",
                              dect_step_info (DECT_STEP_CONNECT)->id);
}

void
dect_window_install_pbx_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.names-from-pbx", NULL, names_action);
  gtk_widget_class_install_action (widget_class, "win.connect-pbx", NULL, connect_action);
}
