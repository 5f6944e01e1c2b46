/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-fix-button.h"

#include <glib/gi18n.h>

struct _DectFixButton
{
  AdwBin parent_instance;
  DectFixer *fixer;
  DectRepairTarget target;
  gboolean can_fix;
  GtkStack *stack;
  GtkWidget *fix;
  GtkSpinner *spinner;
};

G_DEFINE_FINAL_TYPE (DectFixButton, dect_fix_button, ADW_TYPE_BIN)

static void
update (DectFixButton *self)
{
  gboolean busy = FALSE;

  if (self->can_fix && dect_fixer_is_busy (self->fixer))
    {
      const DectRepairTarget *target = dect_fixer_get_target (self->fixer);

      busy = target->kind == self->target.kind && target->rfp == self->target.rfp
             && target->other == self->target.other;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->can_fix);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "fix");
}

static GtkWidget *
make_busy (DectFixButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  self->spinner = GTK_SPINNER (gtk_spinner_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spinner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Looking for ways…"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "win.cancel-fix");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->spinner));
  gtk_box_append (GTK_BOX (box), cancel);
  return box;
}

static void
dect_fix_button_dispose (GObject *object)
{
  DectFixButton *self = DECT_FIX_BUTTON (object);

  g_clear_object (&self->fixer);
  G_OBJECT_CLASS (dect_fix_button_parent_class)->dispose (object);
}

static void
dect_fix_button_class_init (DectFixButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_fix_button_dispose;
}

static void
dect_fix_button_init (DectFixButton *self)
{
  self->fix = adw_split_button_new ();
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_split_button_set_label (ADW_SPLIT_BUTTON (self->fix), _("_Fix"));
  adw_split_button_set_use_underline (ADW_SPLIT_BUTTON (self->fix), TRUE);
  adw_split_button_set_dropdown_tooltip (ADW_SPLIT_BUTTON (self->fix), _("Choose how to fix it"));
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, self->fix, "fix");
  gtk_stack_add_named (self->stack, make_busy (self), "busy");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
dect_fix_button_new (void)
{
  return g_object_new (DECT_TYPE_FIX_BUTTON, NULL);
}

static void
set_target (DectFixButton *self, DectFinding *finding, const guint32 *objects, guint n_objects)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_("_Choose how…"), NULL);
  g_autoptr (GVariant) target = g_variant_ref_sink (g_variant_new (
      "(s@au)", dect_finding_get_rule (finding),
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, objects, n_objects, sizeof (guint32))));

  /* Many buttons are called Fix; what of is said by the inner one, which takes the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (self->fix)),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  dect_finding_get_text (finding), -1);
  g_menu_item_set_action_and_target_value (item, "win.choose-fix", target);
  g_menu_append_item (menu, item);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->fix), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->fix), "win.fix");
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->fix), G_MENU_MODEL (menu));
}

void
dect_fix_button_set_finding (DectFixButton *self, DectFinding *finding, DectFixer *fixer)
{
  const guint32 *objects = NULL;
  guint n_objects = 0;

  g_return_if_fail (DECT_IS_FIX_BUTTON (self));
  g_return_if_fail (fixer == NULL || DECT_IS_FIXER (fixer));

  if (self->fixer != NULL)
    g_signal_handlers_disconnect_by_data (self->fixer, self);
  g_set_object (&self->fixer, fixer);
  self->can_fix = FALSE;
  if (finding != NULL && fixer != NULL
      && g_strcmp0 (dect_finding_get_fix (finding), DECT_REPAIR_FIX) == 0)
    {
      objects = dect_finding_get_objects (finding, &n_objects);
      self->can_fix = dect_repair_target_of_finding (dect_finding_get_rule (finding), objects,
                                                     n_objects, &self->target);
    }
  if (fixer != NULL)
    g_signal_connect_object (fixer, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->can_fix)
    set_target (self, finding, objects, n_objects);
  update (self);
}
