BEGIN TRANSACTION;
CREATE TABLE "experiments" (
	experiment_id INTEGER NOT NULL, 
	name VARCHAR(256) NOT NULL, 
	artifact_location VARCHAR(256), 
	lifecycle_stage VARCHAR(32), 
	creation_time BIGINT, 
	last_update_time BIGINT, 
	workspace VARCHAR(63) DEFAULT 'default' NOT NULL, 
	CONSTRAINT experiment_pk PRIMARY KEY (experiment_id), 
	CONSTRAINT experiments_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	CONSTRAINT uq_experiments_workspace_name UNIQUE (workspace, name)
);
INSERT INTO "experiments" VALUES(0,'Default','/data/mlruns/0','active',1796028545938,1796028545938,'default');
INSERT INTO "experiments" VALUES(1,'books','/data/mlruns/1','active',1796028545962,1796028545962,'default');
CREATE TABLE "latest_metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT, 
	step BIGINT NOT NULL, 
	is_nan BOOLEAN NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT latest_metric_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "latest_metrics" VALUES('valid/log_loss',0.265625,1796028546150,4,0,'e0b08945903d44b69910b941b2872820');
INSERT INTO "latest_metrics" VALUES('test/auc',0.8125,1796028546174,0,0,'e0b08945903d44b69910b941b2872820');
INSERT INTO "latest_metrics" VALUES('grad_norm',0.0,1796028546243,3,1,'e0b08945903d44b69910b941b2872820');
INSERT INTO "latest_metrics" VALUES('loss',1.5,1796028546328,1,0,'48aefff2e563437895811a2a2d146de8');
INSERT INTO "latest_metrics" VALUES('loss',1.0,1796028546426,0,0,'032a57adac5448848743c8ab8c57c9a0');
CREATE TABLE "metrics" (
	"key" VARCHAR(250) NOT NULL, 
	value FLOAT NOT NULL, 
	timestamp BIGINT NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	step BIGINT DEFAULT '0' NOT NULL, 
	is_nan BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT metric_pk PRIMARY KEY ("key", timestamp, step, run_uuid, value, is_nan), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid), 
	CHECK (is_nan IN (0, 1))
);
INSERT INTO "metrics" VALUES('valid/log_loss',0.375,1796028546078,'e0b08945903d44b69910b941b2872820',1,0);
INSERT INTO "metrics" VALUES('valid/log_loss',0.3125,1796028546106,'e0b08945903d44b69910b941b2872820',2,0);
INSERT INTO "metrics" VALUES('valid/log_loss',0.28125,1796028546126,'e0b08945903d44b69910b941b2872820',3,0);
INSERT INTO "metrics" VALUES('valid/log_loss',0.265625,1796028546150,'e0b08945903d44b69910b941b2872820',4,0);
INSERT INTO "metrics" VALUES('test/auc',0.8125,1796028546174,'e0b08945903d44b69910b941b2872820',0,0);
INSERT INTO "metrics" VALUES('grad_norm',1.79769313486231562234e+308,1796028546193,'e0b08945903d44b69910b941b2872820',1,0);
INSERT INTO "metrics" VALUES('grad_norm',-1.79769313486231562234e+308,1796028546222,'e0b08945903d44b69910b941b2872820',2,0);
INSERT INTO "metrics" VALUES('grad_norm',0.0,1796028546243,'e0b08945903d44b69910b941b2872820',3,1);
INSERT INTO "metrics" VALUES('loss',1.5,1796028546328,'48aefff2e563437895811a2a2d146de8',1,0);
INSERT INTO "metrics" VALUES('loss',1.0,1796028546426,'032a57adac5448848743c8ab8c57c9a0',0,0);
CREATE TABLE "params" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000) NOT NULL, 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT param_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "params" VALUES('lr','0.001','e0b08945903d44b69910b941b2872820');
INSERT INTO "params" VALUES('seed','7','e0b08945903d44b69910b941b2872820');
INSERT INTO "params" VALUES('model','deepfm','e0b08945903d44b69910b941b2872820');
INSERT INTO "params" VALUES('data/name','Bookshop','e0b08945903d44b69910b941b2872820');
INSERT INTO "params" VALUES('lr','1','032a57adac5448848743c8ab8c57c9a0');
CREATE TABLE "runs" (
	run_uuid VARCHAR(32) NOT NULL, 
	name VARCHAR(250), 
	source_type VARCHAR(20), 
	source_name VARCHAR(500), 
	entry_point_name VARCHAR(50), 
	user_id VARCHAR(256), 
	status VARCHAR(9), 
	start_time BIGINT, 
	end_time BIGINT, 
	source_version VARCHAR(50), 
	lifecycle_stage VARCHAR(20), 
	artifact_uri VARCHAR(200), 
	experiment_id INTEGER, deleted_time BIGINT, 
	CONSTRAINT run_pk PRIMARY KEY (run_uuid), 
	CONSTRAINT source_type CHECK (source_type IN ('NOTEBOOK', 'JOB', 'LOCAL', 'UNKNOWN', 'PROJECT')), 
	CONSTRAINT runs_lifecycle_stage CHECK (lifecycle_stage IN ('active', 'deleted')), 
	FOREIGN KEY(experiment_id) REFERENCES experiments (experiment_id), 
	CHECK (status IN ('SCHEDULED', 'FAILED', 'FINISHED', 'RUNNING', 'KILLED'))
);
INSERT INTO "runs" VALUES('e0b08945903d44b69910b941b2872820','first','UNKNOWN','','','user','FINISHED',1796028545991,1796028546270,'','active','/data/mlruns/1/e0b08945903d44b69910b941b2872820/artifacts',1,NULL);
INSERT INTO "runs" VALUES('48aefff2e563437895811a2a2d146de8','broken','UNKNOWN','','','user','FAILED',1796028546295,1796028546350,'','active','/data/mlruns/1/48aefff2e563437895811a2a2d146de8/artifacts',1,NULL);
INSERT INTO "runs" VALUES('032a57adac5448848743c8ab8c57c9a0','thrown away','UNKNOWN','','','user','FINISHED',1796028546367,1796028546446,'','deleted','/data/mlruns/1/032a57adac5448848743c8ab8c57c9a0/artifacts',1,1796028546469);
CREATE TABLE "tags" (
	"key" VARCHAR(250) NOT NULL, 
	value VARCHAR(8000), 
	run_uuid VARCHAR(32) NOT NULL, 
	CONSTRAINT tag_pk PRIMARY KEY ("key", run_uuid), 
	FOREIGN KEY(run_uuid) REFERENCES runs (run_uuid)
);
INSERT INTO "tags" VALUES('mlflow.user','user','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0123456789abcdef0123456789abcdef01234567','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','main','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.runName','first','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('team','ads','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.note.content','A note of two
lines.','e0b08945903d44b69910b941b2872820');
INSERT INTO "tags" VALUES('mlflow.user','user','48aefff2e563437895811a2a2d146de8');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','48aefff2e563437895811a2a2d146de8');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','48aefff2e563437895811a2a2d146de8');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0123456789abcdef0123456789abcdef01234567','48aefff2e563437895811a2a2d146de8');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','main','48aefff2e563437895811a2a2d146de8');
INSERT INTO "tags" VALUES('mlflow.runName','broken','48aefff2e563437895811a2a2d146de8');
INSERT INTO "tags" VALUES('mlflow.user','user','032a57adac5448848743c8ab8c57c9a0');
INSERT INTO "tags" VALUES('mlflow.source.name','train.py','032a57adac5448848743c8ab8c57c9a0');
INSERT INTO "tags" VALUES('mlflow.source.type','LOCAL','032a57adac5448848743c8ab8c57c9a0');
INSERT INTO "tags" VALUES('mlflow.source.git.commit','0123456789abcdef0123456789abcdef01234567','032a57adac5448848743c8ab8c57c9a0');
INSERT INTO "tags" VALUES('mlflow.source.git.branch','main','032a57adac5448848743c8ab8c57c9a0');
INSERT INTO "tags" VALUES('mlflow.runName','thrown away','032a57adac5448848743c8ab8c57c9a0');
COMMIT;
