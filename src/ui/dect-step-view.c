/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-step-view.h"
#include "model/dect-locale.h"

#include <glib/gi18n.h>

#include "omm/dect-omm-release.h"

struct _DectStepView
{
  AdwBin parent_instance;
  GtkLabel *title;
  GtkLabel *intro;
  GtkBox *clicks;
  AdwBin *content;
  GtkCheckButton *done;
  GtkLabel *when;

  DectStep step;
  char *release; /* the clicks are those of this release of the OMM */
  gboolean filled;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (DectStepView, dect_step_view, ADW_TYPE_BIN)

static void
done_cb (DectStepView *self)
{
  if (!self->updating)
    gtk_widget_activate_action (GTK_WIDGET (self), "commission.tick", "s",
                                dect_step_info (self->step)->id);
}

static GtkWidget *
click_new (guint number, const char *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *digits = g_strdup_printf ("%u.", number);
  GtkWidget *figure = gtk_label_new (digits);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_set_valign (figure, GTK_ALIGN_START);
  gtk_widget_add_css_class (figure, "dim-label");
  gtk_widget_add_css_class (figure, "numeric");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), figure);
  gtk_box_append (GTK_BOX (box), label);
  return box;
}

static void
fill_clicks (DectStepView *self, const DectSiteInfo *site)
{
  g_autofree char *rfps = dect_omm_release_dup_page (site->omm_release, DECT_KIND_RFP);
  g_autofree char *handsets = dect_omm_release_dup_page (site->omm_release, DECT_KIND_HANDSET);
  GtkWidget *child;

  if (self->filled && g_strcmp0 (self->release, site->omm_release) == 0)
    return;
  self->filled = TRUE;
  g_free (self->release);
  self->release = g_strdup (site->omm_release);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->clicks))) != NULL)
    gtk_box_remove (self->clicks, child);
  for (guint i = 0;; i++)
    {
      g_autofree char *text = dect_step_dup_click (self->step, i, rfps, handsets);

      if (text == NULL)
        break;
      gtk_box_append (self->clicks, click_new (i + 1, text));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->clicks),
                          gtk_widget_get_first_child (GTK_WIDGET (self->clicks)) != NULL);
}

static void
dect_step_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DECT_TYPE_STEP_VIEW);
  G_OBJECT_CLASS (dect_step_view_parent_class)->dispose (object);
}

static void
dect_step_view_finalize (GObject *object)
{
  g_free (DECT_STEP_VIEW (object)->release);
  G_OBJECT_CLASS (dect_step_view_parent_class)->finalize (object);
}

static void
dect_step_view_class_init (DectStepViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_step_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = dect_step_view_finalize;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-step-view.ui");
  gtk_widget_class_bind_template_child (widget_class, DectStepView, title);
  gtk_widget_class_bind_template_child (widget_class, DectStepView, intro);
  gtk_widget_class_bind_template_child (widget_class, DectStepView, clicks);
  gtk_widget_class_bind_template_child (widget_class, DectStepView, content);
  gtk_widget_class_bind_template_child (widget_class, DectStepView, done);
  gtk_widget_class_bind_template_child (widget_class, DectStepView, when);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
dect_step_view_init (DectStepView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dect_step_view_new (DectStep step, GtkWidget *content)
{
  DectStepView *self = g_object_new (DECT_TYPE_STEP_VIEW, NULL);
  const DectStepInfo *info = dect_step_info (step);

  self->step = step;
  gtk_label_set_text (self->title, _(info->title));
  gtk_label_set_text (self->intro, _(info->intro));
  gtk_widget_set_visible (GTK_WIDGET (self->done), info->by_hand);
  gtk_widget_set_visible (GTK_WIDGET (self->content), content != NULL);
  adw_bin_set_child (self->content, content);
  return GTK_WIDGET (self);
}

void
dect_step_view_update (DectStepView *self, const DectSiteInfo *site, const DectStepState *state)
{
  g_autofree char *date = state->time != 0 ? dect_locale_dup_time (state->time) : NULL;
  g_autofree char *text = date != NULL ? g_strdup_printf (_("Done on %s."), date) : NULL;

  g_return_if_fail (DECT_IS_STEP_VIEW (self));

  fill_clicks (self, site);
  self->updating = TRUE;
  gtk_check_button_set_active (self->done, state->done);
  self->updating = FALSE;
  gtk_label_set_text (self->when, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->when), text != NULL);
}
