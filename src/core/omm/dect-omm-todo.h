/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-site.h"
#include "omm/dect-omm-release.h"

G_BEGIN_DECLS

/**
 * DectOmmEdit:
 * @label: what a person calls the field, translated
 * @before: what the OMM has there, as a person reads it; "" when it is empty
 * @after: what the plan says
 *
 * A field to be changed in the OMM.
 */
typedef struct
{
  const char *label;
  char       *before;
  char       *after;
} DectOmmEdit;

typedef struct _DectOmmImported DectOmmImported; /* what the log says of one record */

/**
 * DectOmmTodo:
 * @task: %DECT_OMM_TASK_CHANGE or %DECT_OMM_TASK_DELETE
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @id: id of the record; 0 when it is gone from the plan
 * @key: what the OMM knows it by, as dect_omm_record_key()
 * @title: what a sentence calls it
 * @entry: how its entry in the OMM is found: its name or number there, else its MAC or IPEI
 * @edits: (element-type DectOmmEdit): what is to be changed; empty where the log does not say what the OMM has
 *
 * What has to be done in the OMM by hand, as its import can neither change nor delete (facts/omm.md section 11).
 */
typedef struct
{
  DectOmmTask task;
  DectKind    kind;
  guint32     id;
  char       *key;
  char       *title;
  char       *entry;
  GPtrArray  *edits;

  /*< private >*/
  DectOmmImported *was;
} DectOmmTodo;

/**
 * dect_omm_todo_list:
 * @snapshot: a site
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 *
 * Any thread.
 *
 * Returns: (transfer full) (element-type DectOmmTodo): what is to be changed, in the order of the site, then what is to be deleted, by
 *   key
 */
GPtrArray *dect_omm_todo_list (const DectSnapshot *snapshot,
                               DectKind            kind);

/** dect_omm_todo_dup_text: Returns: (transfer full): "Name: Lab → Labor; Room: – → 12", or what else is to be done; translated */
char *dect_omm_todo_dup_text (const DectOmmTodo *self);

/**
 * dect_omm_todo_dup_path:
 * @self: something to do
 * @site: the site, for the release of its OMM
 * @verified: (out) (optional): as dect_omm_release_dup_path()
 *
 * Returns: (transfer full): the way through the menus: "DECT Phones › 401 › Delete"
 */
char *dect_omm_todo_dup_path (const DectOmmTodo  *self,
                              const DectSiteInfo *site,
                              gboolean           *verified);

/**
 * dect_omm_todo_tick:
 * @self: something to do, from the site as it stands
 * @site: the site; main thread
 *
 * Remembers in the log that the person did it: the OMM has the record as the plan says now, or has it no more.
 */
void dect_omm_todo_tick (const DectOmmTodo *self,
                         DectSite          *site);

/** dect_omm_todo_untick: takes a tick back: the OMM has the record as it had it before */
void dect_omm_todo_untick (const DectOmmTodo *self,
                           DectSite          *site);

G_END_DECLS
