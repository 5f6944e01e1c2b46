/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"
#include "dect-window-private.h"

/* --- Telling what was done -----------------------------------------------------------------------
 */

static void
fixed_cb (DectFixer *fixer, DectRepair *repair, DectWindow *self)
{
  const char *label = dect_repair_get_label (repair);
  const char *loss = dect_repair_get_loss (repair);
  g_autofree char *done = dect_repair_is_cure (repair)
                              /* Translators: %s is what was done: "Move base station 7 by 4.2 m" */
                              ? g_strdup_printf (_("Repaired: %s."), label)
                              : g_strdup_printf (_("Better, not yet cured: %s."), label);

  dect_window_say (self, NULL);
  dect_toast_undo_or (GTK_WIDGET (self->pages), _("_Other ways…"), "win.other-ways", "%s%s%s",
                      done, loss != NULL ? " " : "", loss != NULL ? loss : "");
}

static void
failed_cb (DectFixer *fixer, const char *text, DectWindow *self)
{
  dect_window_say (self, text);
}

/* --- Actions -------------------------------------------------------------------------------------
 */

static gboolean
get_target (GVariant *parameter, DectRepairTarget *target)
{
  const char *rule;
  g_autoptr (GVariant) objects = NULL;
  const guint32 *ids;
  gsize n_ids;

  g_variant_get (parameter, "(&s@au)", &rule, &objects);
  ids = g_variant_get_fixed_array (objects, &n_ids, sizeof (guint32));
  return dect_repair_target_of_finding (rule, ids, (guint) n_ids, target);
}

static void
show_ways (DectWindow *self)
{
  adw_view_stack_set_visible_child_name (self->pages, "plan");
  dect_plan_page_show_repairs (self->plan_page, self->fixer);
}

static void
fix_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);
  gboolean apply = g_str_equal (name, "win.fix");
  DectRepairTarget target;

  if (self->fixer == NULL || !get_target (parameter, &target))
    return;
  dect_window_say (self, NULL);
  dect_fixer_look (self->fixer, &target, apply);
  if (!apply)
    show_ways (self);
}

static void
cancel_fix_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (DECT_WINDOW (widget)->fixer != NULL)
    dect_fixer_cancel (DECT_WINDOW (widget)->fixer);
}

/* The others are for the plan before the one that was taken; so that one is taken back first. */
static void
other_ways_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);
  DectRepairTarget target;

  if (self->fixer == NULL)
    return;
  if (!dect_fixer_take_back (self->fixer))
    {
      target = *dect_fixer_get_target (self->fixer);
      dect_fixer_look (self->fixer, &target, FALSE);
    }
  show_ways (self);
}

void
dect_window_install_fix_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.fix", "(sau)", fix_action);
  gtk_widget_class_install_action (widget_class, "win.choose-fix", "(sau)", fix_action);
  gtk_widget_class_install_action (widget_class, "win.cancel-fix", NULL, cancel_fix_action);
  gtk_widget_class_install_action (widget_class, "win.other-ways", NULL, other_ways_action);
}

void
dect_window_take_fixer (DectWindow *self)
{
  g_autoptr (DectFixer) fixer = self->document != NULL ? dect_fixer_new (self->document) : NULL;

  if (self->fixer != NULL)
    {
      dect_fixer_cancel (self->fixer);
      g_signal_handlers_disconnect_by_data (self->fixer, self);
    }
  g_set_object (&self->fixer, fixer);
  dect_check_page_set_fixer (self->check_page, fixer);
  if (fixer == NULL)
    return;
  g_signal_connect_object (fixer, "fixed", G_CALLBACK (fixed_cb), self, 0);
  g_signal_connect_object (fixer, "failed", G_CALLBACK (failed_cb), self, 0);
}
