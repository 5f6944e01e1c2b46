/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-settled-list.h"

struct _DectSettledList
{
  GObject parent_instance;
  DectSite *site;
  DectKind kind;
  GPtrArray *items; /* of DectItem */
};

static GType
get_item_type (GListModel *model)
{
  return DECT_TYPE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return DECT_SETTLED_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  DectSettledList *self = DECT_SETTLED_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (DectSettledList,
                               dect_settled_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_init))

static GPtrArray *
read_items (DectSettledList *self)
{
  GListModel *source = dect_site_list (self->site, self->kind);
  guint n = g_list_model_get_n_items (source);
  GPtrArray *items = g_ptr_array_new_full (n, g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (source, i));
  return items;
}

/* Tells of what lies between the parts at both ends that stayed. */
static void
settle (DectSettledList *self)
{
  GPtrArray *old = self->items;
  GPtrArray *now = read_items (self);
  guint start = 0, end = 0;
  guint shorter = MIN (old->len, now->len);

  while (start < shorter && old->pdata[start] == now->pdata[start])
    start++;
  while (end < shorter - start && old->pdata[old->len - 1 - end] == now->pdata[now->len - 1 - end])
    end++;
  self->items = now;
  if (old->len - start - end > 0 || now->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, old->len - start - end,
                                now->len - start - end);
  g_ptr_array_unref (old);
}

static void
dect_settled_list_finalize (GObject *object)
{
  DectSettledList *self = DECT_SETTLED_LIST (object);

  g_ptr_array_unref (self->items);
  g_object_unref (self->site);
  G_OBJECT_CLASS (dect_settled_list_parent_class)->finalize (object);
}

static void
dect_settled_list_class_init (DectSettledListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dect_settled_list_finalize;
}

static void
dect_settled_list_init (DectSettledList *self)
{
}

DectSettledList *
dect_settled_list_new (DectSite *site, DectKind kind)
{
  DectSettledList *self;

  g_return_val_if_fail (DECT_IS_SITE (site), NULL);

  self = g_object_new (DECT_TYPE_SETTLED_LIST, NULL);
  self->site = g_object_ref (site);
  self->kind = kind;
  self->items = read_items (self);
  g_signal_connect_object (site, "notify::generation", G_CALLBACK (settle), self,
                           G_CONNECT_SWAPPED);
  return self;
}
