/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "pbx/dect-pbx-diff.h"
#include "pbx/server/dect-pbx-store.h"

G_BEGIN_DECLS

/* Bounds of a request. */
#define DECT_PBX_MAX_PATH 2048
#define DECT_PBX_MAX_BODY (16 * 1024 * 1024) /* 10 000 handsets with all members are about 5 MB */
#define DECT_PBX_PAGE 100                    /* rows of a list, as pascom's cdr (C1) */
#define DECT_PBX_MAX_PAGE 1000

/* A job that runs longer than this, in seconds, died with its server. */
#define DECT_PBX_STALE_SECONDS 300

/**
 * DectPbxRequest:
 *
 * A request as the handlers see it, and the answer they give: nothing of libsoup's message, so that
 * an answer can be kept and given again. Handlers run inside a transaction that the dispatcher
 * begins and, when the status is below 300 and something was to be written, commits.
 */
typedef struct
{
  /* Asked. */
  const char         *method;      /* "GET" also for HEAD */
  const char         *path;        /* as sent, below the base path */
  GHashTable         *query;       /* (nullable) */
  SoupMessageHeaders *headers;
  GBytes             *body;        /* (nullable) */
  JsonObject         *json;        /* (nullable): the body */
  char               *user;
  char               *id;          /* X-Request-Id */
  char               *gateway;     /* key in the path, canonical; NULL = none */
  char               *key;         /* key of a record, or a job, in the path */
  DectPbxKind         kind;        /* what a child route is about */
  const char         *base_path;   /* "/services/" */
  DectPbxStore       *store;
  gboolean            apply_later; /* an apply takes time, or runs a program */
  gboolean            applied_only; /* no file before the last change is applied */
  const char *const  *firmware;    /* (nullable): ids the PBX has */

  /* Answered. */
  guint               status;
  JsonObject         *answer_headers; /* name -> text */
  const char         *content_type;
  GBytes             *answer;      /* (nullable) */
  gboolean            hang_up;       /* instead of an answer; only a test's fault does it */
  GPtrArray          *started_jobs; /* (element-type utf8): ids of jobs that run from now on */
} DectPbxRequest;

DectPbxRequest *dect_pbx_request_new  (void);
void            dect_pbx_request_free (DectPbxRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxRequest, dect_pbx_request_free)

/* --- Answers --- */

void dect_pbx_request_set_header (DectPbxRequest *self,
                                  const char     *name,
                                  const char     *format,
                                  ...) G_GNUC_PRINTF (3, 4);

/**
 * dect_pbx_request_set_etag: ETag "rN", and X-Gateway-Revision of @gateway_revision when that is
 * not 0
 */
void dect_pbx_request_set_etag (DectPbxRequest *self,
                                gint64          revision,
                                gint64          gateway_revision);

/** dect_pbx_request_answer: @object: (transfer full) (nullable): %NULL answers 500 */
void dect_pbx_request_answer (DectPbxRequest *self,
                              guint           status,
                              JsonObject     *object);

/** dect_pbx_request_answer_array: @array: (transfer full) */
void dect_pbx_request_answer_array (DectPbxRequest *self,
                                    JsonArray      *array,
                                    gint64          total);

/** dect_pbx_request_fail: the error body of C6 */
void dect_pbx_request_fail (DectPbxRequest *self,
                            guint           status,
                            const char     *code,
                            const char     *message);

/**
 * dect_pbx_request_fail_problems: the error body of C6 with `errors[]` and, when @revision is
 * not 0, `etag`
 */
void dect_pbx_request_fail_problems (DectPbxRequest *self,
                                     guint           status,
                                     const char     *code,
                                     const char     *message,
                                     GPtrArray      *problems,
                                     gint64          revision);

/**
 * dect_pbx_request_fail_error: status and body for an error of the store. @error: (transfer
 * full)
 */
void dect_pbx_request_fail_error (DectPbxRequest *self,
                                  GError         *error);

/* --- Preconditions (C4) --- */

/**
 * dect_pbx_request_check_match:
 * @self: a request
 * @revision: of the thing it is about; 0 when it is not there
 * @may_create: whether the request can make it
 *
 * Returns: whether the preconditions hold; else 428 or 412 is answered
 */
gboolean dect_pbx_request_check_match (DectPbxRequest *self,
                                       gint64          revision,
                                       gboolean        may_create);

/**
 * dect_pbx_request_not_modified: answers 304 when If-None-Match names @etag (without quotes).
 * Returns: whether it did
 */
gboolean dect_pbx_request_not_modified (DectPbxRequest *self,
                                        const char     *etag);

/**
 * dect_pbx_request_get_page: reads limit and offset. Returns: whether they are right; else 400
 * is answered
 */
gboolean dect_pbx_request_get_page (DectPbxRequest *self,
                                    gint64         *limit,
                                    gint64         *offset);

/** dect_pbx_request_get_query: Returns: (nullable): the parameter */
const char *dect_pbx_request_get_query (DectPbxRequest *self,
                                        const char     *name);

/* --- Plans, in dect-pbx-plan.c --- */

/**
 * DectPbxRemoval:
 * @DECT_PBX_REMOVE_NONE: what the target does not name stays
 * @DECT_PBX_REMOVE_OWN: unnamed records of the target's own source go (create_update_remove)
 * @DECT_PBX_REMOVE_UNNAMED: whatever a stated list does not name goes (PUT of a gateway)
 */
typedef enum
{
  DECT_PBX_REMOVE_NONE,
  DECT_PBX_REMOVE_OWN,
  DECT_PBX_REMOVE_UNNAMED,
} DectPbxRemoval;

/**
 * DectPbxPlan:
 * @diff: the difference; its merged document has the secrets in the clear
 * @changes: whether anything differs
 *
 * What a request would make of a gateway.
 */
typedef struct
{
  DectPbxDiff *diff;
  gboolean     changes;
} DectPbxPlan;

void dect_pbx_plan_clear (DectPbxPlan *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectPbxPlan, dect_pbx_plan_clear)

/**
 * dect_pbx_plan_make:
 * @request: a request
 * @base: (nullable): the stored document with its secrets
 * @target: what is wanted
 * @removal: how unnamed records are treated
 * @plan: (out caller-allocates): the result
 *
 * Difference, invariants (C3) and clashes with other gateways.
 *
 * Returns: whether it can be done; else 400, 409 or 422 is answered with pointers into @target, or,
 * where the request is about one record, into that record
 */
gboolean dect_pbx_plan_make (DectPbxRequest *request,
                             JsonObject     *base,
                             JsonObject     *target,
                             DectPbxRemoval  removal,
                             DectPbxPlan    *plan);

/**
 * dect_pbx_plan_commit:
 * @request: a request
 * @plan: a plan
 * @action: for the audit table
 * @last: revision so far
 * @revision: (out): the new one; @last when nothing changes
 *
 * Returns: whether it is written; else the answer is set
 */
gboolean dect_pbx_plan_commit (DectPbxRequest *request,
                               DectPbxPlan    *plan,
                               const char     *action,
                               gint64          last,
                               gint64         *revision);

/** dect_pbx_request_check_idle: Returns: whether no job runs; else 423 is answered */
gboolean dect_pbx_request_check_idle (DectPbxRequest *self);

/**
 * dect_pbx_request_load: the gateway of the path with its secrets; a missing one gives %NULL and
 * revision 0, no failure
 */
gboolean dect_pbx_request_load (DectPbxRequest *self,
                                JsonObject    **base,
                                gint64         *revision);

/* --- Handlers --- */

void dect_pbx_handle_info           (DectPbxRequest *self);
void dect_pbx_handle_list           (DectPbxRequest *self);
void dect_pbx_handle_get            (DectPbxRequest *self);
void dect_pbx_handle_put            (DectPbxRequest *self);
void dect_pbx_handle_delete         (DectPbxRequest *self);
void dect_pbx_handle_child_list     (DectPbxRequest *self);
void dect_pbx_handle_child_get      (DectPbxRequest *self);
void dect_pbx_handle_child_put      (DectPbxRequest *self);
void dect_pbx_handle_child_delete   (DectPbxRequest *self);
void dect_pbx_handle_action         (DectPbxRequest *self);
void dect_pbx_handle_job            (DectPbxRequest *self);
void dect_pbx_handle_export         (DectPbxRequest *self);

/**
 * dect_pbx_dispatch:
 * @self: a request with method, path, query, headers, body, user, id and store
 *
 * Finds the route, checks form and size, and runs the handler in a transaction; always leaves an
 * answer.
 */
void dect_pbx_dispatch (DectPbxRequest *self);

G_END_DECLS
