/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include <glib/gi18n.h>

#include "dect-dialogs.h"
#include "dect-window-private.h"

/* --- What the bar says ---------------------------------------------------------------------------
 */

typedef struct
{
  const char *label;
  const char *action;
} Answer;

static const Answer answers[][4] = {
  [DECT_GUARD_HELD]
  = { { N_("Save _as…"), "win.save-as" }, { N_("Try _again"), "win.try-again" } },
  [DECT_GUARD_ELSEWHERE] = { { N_("Save _as…"), "win.save-as" },
                             { N_("Try _again"), "win.try-again" },
                             { N_("It is _free: take it"), "win.take-over" } },
  [DECT_GUARD_CHANGED] = { { N_("_Compare"), "win.compare" },
                           { N_("_Reload"), "win.reload" },
                           { N_("Save _as…"), "win.save-as" },
                           { N_("Save _over it"), "win.save-over" } },
  [DECT_GUARD_GONE]
  = { { N_("Save it _again"), "win.save-over" }, { N_("Save _as…"), "win.save-as" } },
};

static char *
describe (DectWindow *self, DectGuardState state)
{
  GFile *file = dect_document_get_file (self->document);
  g_autofree char *name = g_file_get_parse_name (file);

  switch (state)
    {
    case DECT_GUARD_HELD:
    case DECT_GUARD_ELSEWHERE:
      return g_strdup_printf (
          _("%s It is shown here too, but nothing is written over it from this window."),
          dect_guard_get_words (self->guard));
    case DECT_GUARD_CHANGED:
      return g_strdup_printf (_("Another program has changed %s. This window still shows what was "
                                 "read before, with your changes."),
                              name);
    case DECT_GUARD_GONE:
      return g_strdup_printf (
          _("%s is not there any more: it was removed, renamed or its disk taken out. "
             "Everything is still here; save it again."),
          name);
    default:
      return NULL;
    }
}

static void
update_bar (DectWindow *self)
{
  DectGuardState state = dect_guard_get_state (self->guard);
  GtkWidget *child;
  g_autofree char *words = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->guard_buttons))) != NULL)
    gtk_widget_unparent (child);
  if (self->document == NULL || dect_document_get_file (self->document) == NULL)
    state = DECT_GUARD_FINE;
  gtk_revealer_set_reveal_child (self->guard_bar, state != DECT_GUARD_FINE);
  gtk_widget_set_can_focus (GTK_WIDGET (self->guard_bar), state != DECT_GUARD_FINE);
  if (state == DECT_GUARD_FINE)
    return;
  words = describe (self, state);
  gtk_label_set_text (self->guard_label, words);
  for (guint i = 0; i < G_N_ELEMENTS (answers[state]) && answers[state][i].label != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_(answers[state][i].label));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), answers[state][i].action);
      dect_wrap_box_append (self->guard_buttons, button);
    }
}

/* --- Answers -------------------------------------------------------------------------------------
 */

static void
try_again_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);

  dect_guard_retry (self->guard, g_str_equal (name, "win.take-over"));
  dect_guard_look (self->guard);
  update_bar (self);
  if (dect_guard_get_state (self->guard) == DECT_GUARD_FINE)
    dect_toast (GTK_WIDGET (self->stack), "%s", _("The site is yours to save now."));
  else if (dect_guard_get_state (self->guard) == DECT_GUARD_HELD)
    dect_toast (GTK_WIDGET (self->stack), "%s", _("It is still open elsewhere."));
}

static void
save_over_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);

  if (self->document == NULL)
    return;
  dect_guard_accept (self->guard);
  dect_window_save (self, FALSE);
}

static void
compare_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dect_window_compare (DECT_WINDOW (widget));
}

static void
reload (DectWindow *self)
{
  g_autoptr (GFile) file = g_object_ref (dect_document_get_file (self->document));

  dect_autosave_discard (dect_document_get_autosave (self->document));
  dect_window_set_document (self, NULL);
  dect_window_open (self, file);
}

static void
reload_answer_cb (const char *answer, gpointer user_data)
{
  DectWindow *self = user_data;

  if (g_str_equal (answer, "discard") && self->document != NULL)
    reload (self);
}

/* What was changed here has nowhere to go to, and no undo could bring it back. */
static void
reload_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DectWindow *self = DECT_WINDOW (widget);

  if (self->document == NULL || dect_document_get_file (self->document) == NULL)
    return;
  if (!dect_document_get_modified (self->document))
    reload (self);
  else
    dect_dialog_ask_discard (GTK_WINDOW (self), _("Reload the site?"),
                             _("Your changes since the last time it was saved will be lost. To "
                                "keep both, save under another name first."),
                             _("_Reload"), reload_answer_cb, self);
}

void
dect_window_install_guard_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "win.take-over", NULL, try_again_action);
  gtk_widget_class_install_action (widget_class, "win.save-over", NULL, save_over_action);
  gtk_widget_class_install_action (widget_class, "win.reload", NULL, reload_action);
  gtk_widget_class_install_action (widget_class, "win.compare", NULL, compare_action);
}

/* --- Watching ------------------------------------------------------------------------------------
 */

void
dect_window_guard_document (DectWindow *self)
{
  if (self->guard == NULL)
    {
      self->guard = dect_guard_new ();
      g_signal_connect_object (self->guard, "notify::state", G_CALLBACK (update_bar), self,
                               G_CONNECT_SWAPPED);
    }
  dect_guard_set_file (self->guard,
                       self->document != NULL ? dect_document_get_file (self->document) : NULL);
  if (self->document != NULL)
    dect_guard_expect (self->guard, dect_document_get_stamp (self->document));
  update_bar (self);
}

DectWindow *
dect_window_find (GtkApplication *application, GFile *file)
{
  GList *windows = application != NULL ? gtk_application_get_windows (application) : NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      DectWindow *window = DECT_IS_WINDOW (l->data) ? l->data : NULL;
      GFile *open = window != NULL ? window->opening : NULL;

      if (open == NULL && window != NULL && window->document != NULL)
        open = dect_document_get_file (window->document);
      if (open != NULL && g_file_equal (open, file))
        return window;
    }
  return NULL;
}

gboolean
dect_window_is_free (DectWindow *self)
{
  g_return_val_if_fail (DECT_IS_WINDOW (self), FALSE);

  return self->document == NULL && self->opening == NULL;
}
