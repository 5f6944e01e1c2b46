/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-plan-page.h"

struct _DectPlanPage
{
  AdwBin        parent_instance;
  DectDocument *document;
};

G_DEFINE_FINAL_TYPE (DectPlanPage, dect_plan_page, ADW_TYPE_BIN)

static void
dect_plan_page_dispose (GObject *object)
{
  DectPlanPage *self = DECT_PLAN_PAGE (object);

  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PLAN_PAGE);
  G_OBJECT_CLASS (dect_plan_page_parent_class)->dispose (object);
}

static void
dect_plan_page_class_init (DectPlanPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_plan_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/handover_planner/Handover/ui/dect-plan-page.ui");
}

static void
dect_plan_page_init (DectPlanPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dect_plan_page_set_document (DectPlanPage   *self,
                           DectDocument *document)
{
  g_return_if_fail (DECT_IS_PLAN_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
}

void
dect_plan_page_show_object (DectPlanPage *self,
                            guint32       id)
{
  g_return_if_fail (DECT_IS_PLAN_PAGE (self));

  if (self->document != NULL)
    dect_document_select_one (self->document, id);
}
